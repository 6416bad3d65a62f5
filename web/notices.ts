// The service worker of notices: shows what was pushed, and opens its page when it is pressed. Nothing is cached
// and no request is touched.
interface Pushed {
  title: string;
  body: string;
  url: string;
}
interface PushEvent extends Event {
  data: { json(): Pushed } | null;
  waitUntil(work: Promise<unknown>): void;
}
interface NoticeEvent extends Event {
  notification: Notification & { data: { url: string } };
  waitUntil(work: Promise<unknown>): void;
}
interface Worker {
  registration: ServiceWorkerRegistration;
  clients: { openWindow(url: string): Promise<unknown> };
  addEventListener(type: 'push', listen: (event: PushEvent) => void): void;
  addEventListener(type: 'notificationclick', listen: (event: NoticeEvent) => void): void;
}
const worker = globalThis as unknown as Worker;

worker.addEventListener('push', (event) => {
  const pushed = event.data?.json();
  if (!pushed) return;
  const { title, body, url } = pushed;
  event.waitUntil(worker.registration.showNotification(title, { body, tag: 'gandan', data: { url } }));
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(worker.clients.openWindow(event.notification.data.url));
});
