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
