import { h } from 'preact';
import { addressOf, sendPage } from '../../platform/http/app.ts';
import { readForm } from '../../platform/http/form.ts';
import { limiter } from '../../platform/http/limit.ts';
import { catalogue } from '../../platform/language.ts';
import { type Frame, paths } from '../../platform/page/frame.ts';
import { ErrorSummary, Field, Hidden } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { frameOf, officerOf, type Web } from '../web.ts';
import { checkNameAndPassword } from './account.ts';
import { beginSession, deviceOf, noteSignIn, signOut } from './session.ts';

const texts = catalogue(
  {
    title: 'Cán bộ đăng nhập',
    username: 'Tên đăng nhập',
    password: 'Mật khẩu',
    enter: 'Đăng nhập',
    wrong: 'Tên đăng nhập hoặc mật khẩu không đúng.',
    sample:
      'Tài khoản dùng thử: vanthu, chuyenvien, thutruong, chutich, thanhtra, quantri. Mật khẩu: gan-dan-thu-nghiem',
  },
  {
    title: 'Officers: sign in',
    username: 'User name',
    password: 'Password',
    enter: 'Sign in',
    wrong: 'User name or password is wrong.',
    sample:
      'Sample accounts: vanthu, chuyenvien, thutruong, chutich, thanhtra, quantri. Password: gan-dan-thu-nghiem',
  },
);

// By address and by name: many names from one place, or one name from many places, both slow down.
const byAddress = limiter(10, 100, 900);
const byName = limiter(5, 50, 900);

function SignInPage(props: { frame: Frame; back: string | undefined; typed?: string; wrong?: boolean }) {
  const { frame, back, typed, wrong } = props;
  const { language } = frame;
  const t = texts[language];
  const errors = { username: wrong ? t.wrong : undefined };
  return (
    <Layout frame={frame} title={t.title} hasErrors={Boolean(wrong)}>
      <ErrorSummary language={language} errors={errors} />
      <h1>{t.title}</h1>
      {frame.sample && <p class="note">{t.sample}</p>}
      <form method="post" action={paths.signIn} novalidate>
        <Hidden values={{ back }} />
        <Field
          language={language}
          name="username"
          label={t.username}
          autocomplete="username"
          value={typed}
          error={errors.username}
          width="medium"
        />
        <Field
          language={language}
          name="password"
          label={t.password}
          type="password"
          autocomplete="current-password"
          width="medium"
        />
        <div class="buttons">
          <button type="submit">{t.enter}</button>
        </div>
      </form>
    </Layout>
  );
}

/** Only addresses of the officers' own pages are returned to. */
function safeBack(back: string | undefined): string {
  return back && /^\/can-bo\/[\w\-/?=&%.+]*$/.test(back) ? back : paths.inbox;
}

/** Pages for signing in and out. */
export function accessRoutes(web: Web): void {
  const { app, services, cookies } = web;

  app.get(paths.signIn, async (request, reply) => {
    const { tiep } = request.query as { tiep?: string };
    if (await officerOf(web, request)) return reply.redirect(safeBack(tiep), 303);
    return sendPage(reply, h(SignInPage, { frame: await frameOf(web, request), back: tiep }));
  });

  app.post(paths.signIn, async (request, reply) => {
    const { values } = await readForm(request);
    const { username = '', password = '', back } = values;
    await byAddress.pass(addressOf(request));
    await byName.pass(username.trim().toLowerCase());
    const { good, known } = await checkNameAndPassword(services.db, username, password.slice(0, 500));
    const how = {
      method: 'password',
      device: deviceOf(request.headers['user-agent']),
      now: services.clock(),
    } as const;
    const token = good && known ? await beginSession(services.db, known.personId, how) : undefined;
    if (known && !token) await noteSignIn(services.db, known.personId, { ...how, succeeded: false });
    if (!token) {
      const page = h(SignInPage, { frame: await frameOf(web, request), back, typed: username, wrong: true });
      return sendPage(reply, page, 422);
    }
    cookies.set(reply, 'session', token);
    return reply.redirect(safeBack(back), 303);
  });

  app.post(paths.signOut, async (request, reply) => {
    const token = cookies.read(request, 'session');
    if (token) await signOut(services.db, token);
    cookies.clear(reply, 'session');
    return reply.redirect(paths.home, 303);
  });
}
