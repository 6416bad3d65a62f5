// Forms that go on when the line drops: what is entered waits on this device, photographs with it, and is sent in
// order, each once (its key is made with the form, and the server takes a key once).

interface Entry {
  id?: number;
  url: string;
  key: string;
  /** Who was signed in when it was entered: nobody else's sign-in sends it. */
  owner: string;
  fields: [name: string, value: string | File][];
  /** The server refused it: it wants another look, and holds nothing else up. */
  refused?: string;
}

const withinMs = 20_000;
const withFilesMs = 120_000;
const everyMs = 5000;
const owner = document.querySelector('.officer')?.textContent ?? '';
const forms = [...document.querySelectorAll<HTMLFormElement>('form[data-queue]')];
const note = document.querySelector<HTMLElement>('[data-queue-note]');

const opened = new Promise<IDBDatabase>((resolve, reject) => {
  const request = indexedDB.open('gandan-outbox', 1);
  request.onupgradeneeded = () =>
    request.result.createObjectStore('entries', { keyPath: 'id', autoIncrement: true });
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function store<Result>(
  mode: IDBTransactionMode,
  ask: (entries: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const transaction = (await opened).transaction('entries', mode);
  const request = ask(transaction.objectStore('entries'));
  return new Promise((resolve, reject) => {
    // Written once the transaction is, not once it was asked for: a device that dies in between has it or not.
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

const all = async (): Promise<Entry[]> =>
  ((await store('readonly', (entries) => entries.getAll())) as Entry[]).filter((one) => one.owner === owner);
const put = (one: Entry) => store('readwrite', (entries) => entries.put(one));
const remove = (one: Entry) => store('readwrite', (entries) => entries.delete(one.id ?? -1));

function read(form: HTMLFormElement): Entry['fields'] {
  return [...new FormData(form)].filter(([, value]) => typeof value === 'string' || value.size > 0);
}

function body(fields: Entry['fields']): FormData | URLSearchParams {
  if (fields.every(([, value]) => typeof value === 'string'))
    return new URLSearchParams(fields as [string, string][]);
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

/** Sends one entry. `keep`: the line is down or the server is away; `refused`: it wants another look. */
async function send(one: Entry): Promise<{ end: 'sent' | 'keep' | 'refused'; page?: string; url?: string }> {
  const data = body(one.fields);
  try {
    const answer = await fetch(one.url, {
      method: 'POST',
      body: data,
      // A request that hangs is one that failed: it is tried again, and the server knows its key.
      signal: AbortSignal.timeout(data instanceof FormData ? withFilesMs : withinMs),
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

/** Words by which somebody knows an entry again: what was typed first. */
function words(one: Entry): string {
  const typed = one.fields.filter(([name]) => !['key', 'version', 'target'].includes(name));
  const named =
    typed.find(([name]) => /(^|-)name$/.test(name)) ?? typed.find(([, value]) => `${value}`.length > 3);
  return `${named?.[1] ?? ''}`.slice(0, 80);
}

async function tell(): Promise<void> {
  const entries = await all();
  // What was said of an entry that waited holds no longer once it is sent.
  if (entries.length === 0) document.querySelector('[data-queue-kept]')?.setAttribute('hidden', '');
  if (!note) return;
  note.hidden = entries.length === 0;
  note.textContent = (note.dataset.queueNote ?? '').replace('{count}', String(entries.length));
}

/** What became of an entry that waited: its number, and a code that is shown nowhere else. */
function report(one: Entry, page: string): void {
  const list = document.querySelector<HTMLElement>('[data-queue-sent]');
  if (!list) return;
  const answer = new DOMParser().parseFromString(page, 'text/html');
  const said = [
    words(one),
    answer.querySelector('[role=status]:not([hidden])')?.textContent,
    answer.querySelector('.code')?.textContent,
  ];
  const item = document.createElement('li');
  item.textContent = said.filter(Boolean).join(' · ');
  list.append(item);
  list.hidden = false;
}

const ticks = (field: HTMLInputElement) => field.type === 'checkbox' || field.type === 'radio';

/** Whether nobody typed in a form yet. What was chosen of a few (radio buttons) says nothing: some are set by the page. */
const untouched = (form: HTMLFormElement) =>
  [...form.elements].every((field) => {
    if (field instanceof HTMLInputElement && field.type === 'radio') return true;
    if (field instanceof HTMLInputElement && field.type === 'checkbox')
      return field.checked === field.defaultChecked;
    if (field instanceof HTMLSelectElement)
      return [...field.options].every(
        (option) => option.selected === option.defaultSelected || !option.value,
      );
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)
      return field.type === 'hidden' || field.value === field.defaultValue;
    return true;
  });

const sentAs = (one: Entry, name: string) => one.fields.find(([field]) => field === name)?.[1] ?? '';

/** The form that an entry was made with: several things on a page may have the same one. */
function formOf(one: Entry): HTMLFormElement | undefined {
  return forms.find((form) => {
    const target = form.elements.namedItem('target');
    const about = target instanceof HTMLInputElement ? target.value : '';
    return form.action === one.url && about === sentAs(one, 'target');
  });
}

/** Puts an entry that was refused back into its form; false while something else is being typed there. */
function show(one: Entry): boolean {
  const form = formOf(one);
  if (!form || !untouched(form)) return false;
  const fields = one.fields.map(([name, value]) => ({ field: form.elements.namedItem(name), name, value }));
  // Not all of it has a place here: it waits for the page that has.
  if (fields.some(({ field, name }) => field === null && name !== 'version')) return false;
  for (const { field, value } of fields) {
    if (value instanceof File) {
      if (!(field instanceof HTMLInputElement)) continue;
      const files = new DataTransfer();
      for (const file of field.files ?? []) files.items.add(file);
      files.items.add(value);
      field.files = files.files;
    } else if (field instanceof RadioNodeList) field.value = value;
    else if (field instanceof HTMLInputElement && ticks(field)) field.checked = field.value === value;
    else if (
      field instanceof HTMLInputElement ||
      field instanceof HTMLTextAreaElement ||
      field instanceof HTMLSelectElement
    )
      field.value = value;
  }
  const folded = form.closest('details');
  if (folded) folded.open = true;
  return true;
}

/** Sends what waits, the oldest first; the first that cannot go keeps the others back, so that the order stays. */
async function flush(): Promise<void> {
  // One tab at a time: two that come back together do not send the same entry side by side.
  await navigator.locks.request('gandan-outbox', async () => {
    for (const one of await all()) {
      // What was refused waits for its person; it holds nothing else up.
      if (one.refused !== undefined) {
        if (show(one)) await remove(one);
        continue;
      }
      const { end, page } = await send(one);
      if (end === 'keep') break;
      if (end === 'sent') {
        await remove(one);
        report(one, page ?? '');
      } else if (show(one)) await remove(one);
      else await put({ ...one, refused: page ?? '' });
      await tell();
    }
  });
  await tell();
}

function freshKey(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}

/** Whether two entries hold the same, but for the key that each was made with. */
function alike(some: Entry['fields'], others: Entry['fields']): boolean {
  return (
    some.length === others.length &&
    some.every(
      ([name, value], at) =>
        others[at]?.[0] === name && (name === 'key' || `${others[at]?.[1]}` === `${value}`),
    )
  );
}

/** Says that an entry is kept, and makes the form ready for the next one, unless it was begun already. */
async function kept(form: HTMLFormElement, one: Entry): Promise<void> {
  await tell();
  document.querySelector<HTMLElement>('[data-queue-kept]')?.removeAttribute('hidden');
  const key = form.elements.namedItem('key');
  const now = read(form);
  // Whatever is typed from here on is another entry: with this one's key it would be taken for a second press.
  if (key instanceof HTMLInputElement) key.value = freshKey();
  if (!alike(now, one.fields)) return;
  form.reset();
  if (key instanceof HTMLInputElement) key.value = freshKey();
  form.querySelector<HTMLElement>('input:not([type=hidden]), textarea')?.focus();
}

function start(): void {
  for (const form of forms)
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      delete form.dataset.sent;
      const fields = read(form);
      const one: Entry = {
        url: form.action,
        key: String(fields.find(([name]) => name === 'key')?.[1] ?? ''),
        owner,
        fields,
      };
      const waiting = await all();
      const twin = waiting.find((each) => each.key === one.key);
      // Pressed twice, it is one entry; typed anew while the first is still on its way, it is another.
      if (twin && alike(twin.fields, fields)) return;
      if (twin) {
        one.key = freshKey();
        one.fields = fields.map(([name, value]) => [name, name === 'key' ? one.key : value]);
      }
      try {
        // Written down before it is sent: a device that dies meanwhile still has it.
        one.id = Number(await put(one));
      } catch {
        // The device is full: the form goes as any form does.
        form.submit();
        return;
      }
      if (waiting.some((each) => each.refused === undefined)) {
        // Others wait already: this one lines up behind them, and the form is free for the next.
        await kept(form, one);
        void flush();
        return;
      }
      let done: Awaited<ReturnType<typeof send>> = { end: 'keep' };
      await navigator.locks.request('gandan-outbox', async () => {
        // Another tab may have sent it while this one waited its turn.
        if (!(await all()).some((each) => each.id === one.id)) return;
        done = await send(one);
        if (done.end !== 'keep') await remove(one);
      });
      if (done.end === 'keep') {
        await kept(form, one);
        return;
      }
      if (done.page !== undefined) {
        if (done.url) history.replaceState(null, '', done.url);
        document.open();
        document.write(done.page);
        document.close();
      }
    });

  window.addEventListener('online', () => void flush());
  setInterval(async () => {
    if ((await all()).length > 0) void flush();
  }, everyMs);
  void tell().then(flush);
}

// Where nothing can be stored (some private windows), forms are sent as they are without this script.
opened.then(start, () => {});
