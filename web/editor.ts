// Buttons of the toolbar put Markdown's marks around what is selected, or before its lines.
const around: Record<string, [string, string]> = {
  bold: ['**', '**'],
  italic: ['*', '*'],
  link: ['[', '](https://)'],
};
const before: Record<string, string> = { heading: '# ', list: '- ', quote: '> ' };

for (const toolbar of document.querySelectorAll<HTMLElement>('[data-toolbar]')) {
  const area = document.getElementById(toolbar.dataset.toolbar ?? '');
  if (!(area instanceof HTMLTextAreaElement)) continue;
  toolbar.hidden = false;
  toolbar.addEventListener('click', (event) => {
    const mark = event.target instanceof HTMLElement ? event.target.dataset.mark : undefined;
    if (!mark) return;
    const { selectionStart: start, selectionEnd: end, value } = area;
    const pair = around[mark];
    if (pair) {
      area.setRangeText(`${pair[0]}${value.slice(start, end)}${pair[1]}`, start, end, 'select');
    } else {
      const from = value.lastIndexOf('\n', start - 1) + 1;
      const lines = value.slice(from, end).split('\n');
      area.setRangeText(lines.map((line) => `${before[mark]}${line}`).join('\n'), from, end, 'end');
    }
    area.focus();
  });
  // One stop for the tab key; arrows move among the buttons (WAI-ARIA toolbar pattern).
  const buttons = [...toolbar.querySelectorAll<HTMLButtonElement>('button')];
  const only = (chosen: HTMLButtonElement | undefined) => {
    for (const button of buttons) button.tabIndex = button === chosen ? 0 : -1;
  };
  only(buttons[0]);
  toolbar.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (!step || at < 0) return;
    const next = buttons[(at + step + buttons.length) % buttons.length];
    only(next);
    next?.focus();
    event.preventDefault();
  });
}

/** What the server says of a number that is being written. */
interface Remark {
  field: string;
  at: number;
  end: number;
  quote: string;
  verdict: string;
  said: string;
  why: string;
}

// Long enough to type on, short enough to see it beside the sentence.
const restMs = 1200;

// The numbers are looked at whenever the writer rests; a remark leads to its place.
const panel = document.querySelector<HTMLElement>('[data-check]');
const form = document.getElementById('article');
if (panel && form instanceof HTMLFormElement) {
  const { check = '', language = 'vi', clean = '' } = panel.dataset;
  const heading = panel.querySelector('strong');
  const list = panel.querySelector('ul');
  const said = heading?.textContent === clean ? '' : (heading?.textContent ?? '');
  const fieldOf = (name: string) => {
    const field = form.elements.namedItem(name);
    return field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement ? field : undefined;
  };
  const show = (remarks: readonly Remark[]) => {
    panel.hidden = remarks.length === 0;
    if (heading) heading.textContent = remarks.length === 0 ? clean : said;
    list?.replaceChildren(
      ...remarks.map((one) => {
        const item = document.createElement('li');
        item.className = one.verdict;
        const place = document.createElement('button');
        place.type = 'button';
        place.className = 'link';
        place.textContent = one.quote;
        place.addEventListener('click', () => {
          const field = fieldOf(one.field);
          field?.focus();
          field?.setSelectionRange(one.at, one.end);
        });
        item.append(place, `: ${one.said}. ${one.why}`);
        return item;
      }),
    );
  };
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const body = new URLSearchParams({ language });
    for (const name of ['title', 'lead', 'body']) body.set(name, fieldOf(name)?.value ?? '');
    try {
      const answer = await fetch(check, { method: 'POST', body, signal: asking.signal });
      // Signed out or slowed down: the check on saving says the same.
      if (answer.ok) show(((await answer.json()) as { remarks: Remark[] }).remarks);
    } catch {
      // Without a line, or overtaken by the next one.
    }
  };
  form.addEventListener('input', (event) => {
    const { target } = event;
    if (!(target instanceof HTMLElement) || !['title', 'lead', 'body'].includes(target.id)) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => void ask(), restMs);
  });
}
