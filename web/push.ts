// Being told by this device itself, where it can: the form for e-mail works without this.
const area = document.querySelector<HTMLElement>('[data-push]');
const form = area?.closest('form');
const said = area?.querySelector<HTMLElement>('[role=status]');

if (area && form && said && 'serviceWorker' in navigator && 'PushManager' in window) {
  area.hidden = false;
  area.querySelector('button')?.addEventListener('click', async () => {
    const { push: key = '', sent = '', denied = '', failed = '' } = area.dataset;
    try {
      if ((await Notification.requestPermission()) !== 'granted') {
        said.textContent = denied;
        return;
      }
      await navigator.serviceWorker.register('/thong-bao.js');
      const registration = await navigator.serviceWorker.ready;
      const subscription = await registration.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: key,
      });
      const fields = new FormData(form);
      const answer = await fetch('/nhan-tin/may', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          ...subscription.toJSON(),
          topics: fields.getAll('topics'),
          unit: fields.get('unit') ?? '',
          page: fields.get('page') ?? '',
          every: fields.get('every') ?? 'week',
        }),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const { address } = await answer.json();
      said.replaceChildren(sent, ' ');
      const link = document.createElement('a');
      link.href = address;
      link.textContent = address;
      said.append(link);
    } catch {
      said.textContent = failed;
    }
  });
}
