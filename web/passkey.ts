// Passkeys: the browser's own dialogue, then the answer goes to the server, which checks it.
import { startAuthentication, startRegistration } from '@simplewebauthn/browser';

async function ask(url: string, body: unknown): Promise<Record<string, unknown>> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function wire(id: string, work: (button: HTMLButtonElement) => Promise<void>): void {
  const button = document.querySelector<HTMLButtonElement>(`#${id}`);
  const message = document.querySelector<HTMLElement>(`#${id}-message`);
  if (!button || !('PublicKeyCredential' in window)) return;
  button.hidden = false;
  button.addEventListener('click', async () => {
    button.disabled = true;
    if (message) message.textContent = '';
    try {
      await work(button);
    } catch {
      if (message) message.textContent = button.dataset.failed ?? '';
    }
    button.disabled = false;
  });
}

wire('passkey', async ({ dataset }) => {
  const optionsJSON = await ask(dataset.options ?? '', {});
  const response = await startAuthentication({ optionsJSON: optionsJSON as never });
  const { to } = await ask(dataset.verify ?? '', { response, back: dataset.back });
  location.assign(String(to));
});

wire('new-passkey', async ({ dataset }) => {
  const name = document.querySelector<HTMLInputElement>('#passkey-name')?.value ?? '';
  const optionsJSON = await ask(dataset.options ?? '', {});
  const response = await startRegistration({ optionsJSON: optionsJSON as never });
  await ask(dataset.verify ?? '', { response, name });
  location.assign(dataset.back ?? location.pathname);
});
