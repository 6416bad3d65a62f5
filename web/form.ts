// What a form gains with JavaScript. Every form works without it.
import { sha256 } from '@noble/hashes/sha2.js';

/** Leads the eye and the screen reader to what must be corrected. */
document.querySelector<HTMLElement>('#error-summary')?.focus();

/** One click is enough: the button says so and does nothing more. The server would notice anyway. */
for (const form of document.querySelectorAll('form')) {
  form.addEventListener('submit', (event) => {
    const button = event.submitter as HTMLButtonElement | null;
    if (form.dataset.sent) event.preventDefault();
    if (!button?.dataset.once) return;
    form.dataset.sent = 'yes';
    button.setAttribute('aria-disabled', 'true');
    // Back from the browser's history the form is usable again.
    window.addEventListener('pageshow', () => {
      delete form.dataset.sent;
      button.removeAttribute('aria-disabled');
    });
  });
}

/** A code scanned from a receipt arrives behind #, which browsers never send. */
const code = document.querySelector<HTMLInputElement>('#code');
if (code && location.hash.length > 20) {
  code.value = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
}

/** Offers the device's position beside the two coordinate fields. */
const place = document.querySelector<HTMLElement>('[data-locate]');
if (place && 'geolocation' in navigator) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'second';
  button.textContent = place.dataset.locate ?? '';
  button.addEventListener('click', () => {
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      const set = (name: string, value: number) => {
        const input = document.querySelector<HTMLInputElement>(`#${name}`);
        if (input) input.value = value.toFixed(5);
      };
      set('latitude', coords.latitude);
      set('longitude', coords.longitude);
    });
  });
  place.append(button);
}

/** Solves the form's puzzle in small pieces, so that the page stays usable meanwhile. */
const solution = document.querySelector<HTMLInputElement>('[data-puzzle]');
const challenge = document.querySelector<HTMLInputElement>('[name=challenge]')?.value;
if (solution && challenge) {
  const bits = Number(solution.dataset.puzzle);
  const utf8 = new TextEncoder();
  const perSlice = 500;
  let tried = 0;
  const slice = () => {
    for (const end = tried + perSlice; tried < end; tried++) {
      const hash = sha256(utf8.encode(`${challenge}.${tried}`));
      const first = hash.findIndex((byte) => byte !== 0);
      if (first * 8 + Math.clz32(hash[first] ?? 0) - 24 >= bits) {
        solution.value = String(tried);
        return;
      }
    }
    setTimeout(slice);
  };
  slice();
}

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

/** Leaves at once, and leaves no page behind that Back could lead to. */
for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-leave]')) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    document.body.hidden = true;
    location.replace(link.href);
  });
}
