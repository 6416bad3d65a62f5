// Passing a page on by the device's own means, where it has any; the mail link works without this.
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-share]')) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener('click', () => {
    const { share: url = location.href, title = document.title } = button.dataset;
    // Closing the device's dialogue rejects the promise; that is no fault.
    navigator.share({ url, title }).catch(() => undefined);
  });
}
