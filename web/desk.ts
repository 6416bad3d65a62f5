// The reception desk goes on when the line drops: what is entered waits on this machine and is sent in
// order, each once (its key is made with the form, and the server takes a key once).

interface Kept {
  url: string;
  key: string;
  body: string;
}

const store = 'gandan.desk';
const form = document.querySelector<HTMLFormElement>('form[data-queue]');
const note = document.querySelector<HTMLElement>('[data-queue-note]');

const read = (): Kept[] => JSON.parse(localStorage.getItem(store) ?? '[]') as Kept[];
const write = (all: Kept[]) => localStorage.setItem(store, JSON.stringify(all));

function tell(): void {
  const waiting = read().length;
  // What was said of an entry that waited holds no longer once it is sent.
  if (waiting === 0) document.querySelector('[data-queue-kept]')?.setAttribute('hidden', '');
  if (!note) return;
  note.hidden = waiting === 0;
  note.textContent = (note.dataset.queueNote ?? '').replace('{count}', String(waiting));
}

/** Sends one entry. `keep`: the line is down or the server is away; `refused`: it wants another look. */
async function send(one: Kept): Promise<{ end: 'sent' | 'keep' | 'refused'; page?: string; url?: string }> {
  try {
    const answer = await fetch(one.url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: one.body,
    });
    if (answer.status >= 500 || answer.status === 429) return { end: 'keep' };
    // Signed out meanwhile: nothing is lost, it waits for the next sign-in.
    if (answer.redirected && answer.url.includes('/dang-nhap')) return { end: 'keep' };
    const page = await answer.text();
    return { end: answer.ok ? 'sent' : 'refused', page, url: answer.url };
  } catch {
    return { end: 'keep' };
  }
}

let sending = false;

/** Sends what waits, the oldest first; stops at the first that cannot go, so that the order stays. */
async function flush(): Promise<void> {
  if (sending) return;
  sending = true;
  try {
    for (let [first] = read(); first; [first] = read()) {
      const { end, page } = await send(first);
      if (end === 'keep') break;
      // What the server refuses is shown again in its form, with what was typed; the others wait for it.
      if (end === 'refused' && !show(first)) break;
      write(read().filter((one) => one.key !== first?.key));
      if (end === 'sent') report(first, page ?? '');
      tell();
      if (end === 'refused') break;
    }
  } finally {
    sending = false;
    tell();
  }
}

/** What became of an entry that waited: its number, and the petition's code, which is shown nowhere else. */
function report(one: Kept, page: string): void {
  const list = document.querySelector<HTMLElement>('[data-queue-sent]');
  if (!list) return;
  const answer = new DOMParser().parseFromString(page, 'text/html');
  const words = [
    new URLSearchParams(one.body).get('name'),
    answer.querySelector('[role=status]')?.textContent,
    answer.querySelector('.code')?.textContent,
  ];
  const item = document.createElement('li');
  item.textContent = words.filter(Boolean).join(' · ');
  list.append(item);
  list.hidden = false;
}

/** Puts an entry that was refused back into the form; false while something else is being typed there. */
function show(one: Kept): boolean {
  if (!form || [...typed(form)].some(([name, value]) => name === 'name' && value !== '')) return false;
  for (const [name, value] of new URLSearchParams(one.body)) {
    const field = form.elements.namedItem(name);
    if (field instanceof RadioNodeList) field.value = value;
    else if (
      field instanceof HTMLInputElement ||
      field instanceof HTMLTextAreaElement ||
      field instanceof HTMLSelectElement
    )
      field.value = value;
  }
  return true;
}

const typed = (of: HTMLFormElement) =>
  new URLSearchParams(new FormData(of) as unknown as Record<string, string>);

form?.addEventListener('submit', async (event) => {
  event.preventDefault();
  const data = typed(form);
  const one: Kept = { url: form.action, key: data.get('key') ?? '', body: data.toString() };
  if (read().length > 0) {
    // Others wait already: this one lines up behind them, and the form is free for the next.
    write([...read(), one]);
    kept(one);
    void flush();
    return;
  }
  // Written down before it is sent: a machine that dies meanwhile still has it.
  write([one]);
  sending = true;
  const { end, page, url } = await send(one);
  sending = false;
  if (end === 'keep') {
    kept(one);
    return;
  }
  write(read().filter((waiting) => waiting.key !== one.key));
  if (page !== undefined) {
    if (url) history.replaceState(null, '', url);
    document.open();
    document.write(page);
    document.close();
  }
});

/** Says that an entry is kept, and makes the form ready for the next one, unless it was begun already. */
function kept(one: Kept): void {
  tell();
  document.querySelector<HTMLElement>('[data-queue-kept]')?.removeAttribute('hidden');
  if (!form || typed(form).toString() !== one.body) return;
  const key = form.elements.namedItem('key');
  form.reset();
  if (key instanceof HTMLInputElement)
    key.value = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))))
      .replaceAll('+', '-')
      .replaceAll('/', '_');
  form.querySelector<HTMLElement>('input:not([type=hidden])')?.focus();
}

const everyMs = 5000;
window.addEventListener('online', () => void flush());
setInterval(() => {
  if (read().length > 0) void flush();
}, everyMs);
tell();
void flush();
