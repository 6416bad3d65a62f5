import type { ComponentChildren } from 'preact';
import type { Frame } from './frame.ts';
import { frameTexts } from './texts.ts';

interface LayoutProps {
  frame: Frame;
  title: string;
  /** Shown before the title in the browser's tab when a form was sent back. */
  hasErrors?: boolean;
  /** Names of browser scripts this page uses; every page works without them. */
  scripts?: string[];
  /** Wide pages are the officers' lists. */
  wide?: boolean;
  description?: string;
  /** The address to link to, whole, on pages that are passed on; names the page to other sites (Open Graph). */
  address?: string;
  /** Where the reader goes from here without doing anything. */
  onward?: string;
  /** A way to leave at once, for whoever must not be seen on it. */
  leave?: boolean;
  /** Feeds of this page's kind. */
  feed?: string;
  children: ComponentChildren;
}

// Both at once: every page needs both, and one that came later would make the lines jump.
const fonts = ['vietnamese', 'latin'].map((script) => `source-sans-3-${script}-wght-normal.woff2`);

function languageLink(frame: Frame): string {
  const [path = '/', query = ''] = frame.url.split('?');
  const params = new URLSearchParams(query);
  params.set('lang', frame.language === 'vi' ? 'en' : 'vi');
  return `${path}?${params}`;
}

function Navigation({ frame }: { frame: Frame }) {
  const t = frameTexts[frame.language];
  const here = frame.url.split('?')[0] ?? '/';
  return (
    <nav class="nav" aria-label={t.menu}>
      <ul>
        {frame.menu.map(({ href, label }) => (
          <li key={href}>
            <a
              href={href}
              aria-current={here === href ? 'page' : here.startsWith(`${href}/`) ? 'true' : undefined}
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Header({ frame }: { frame: Frame }) {
  const { language, locality, officer } = frame;
  const t = frameTexts[language];
  return (
    <header class="header">
      <div class="header-top">
        <a class="brand" href={officer ? frame.links.desk : frame.links.home}>
          <span class="brand-name">Gần Dân</span>
          <span class="brand-place">{locality[language]}</span>
        </a>
        <div class="header-tools">
          <a
            href={languageLink(frame)}
            lang={language === 'vi' ? 'en' : 'vi'}
            hreflang={language === 'vi' ? 'en' : 'vi'}
          >
            {t.otherLanguage}
          </a>
          {officer && (
            <form method="post" action={frame.links.signOut}>
              <span class="officer">
                <a href={frame.links.self}>{officer.name}</a> <span class="muted">· {officer.post}</span>
              </span>{' '}
              <button class="link" type="submit">
                {t.signOut}
              </button>
            </form>
          )}
        </div>
      </div>
      <Navigation frame={frame} />
    </header>
  );
}

/** The page around every content: header, navigation, sample-data notice, footer. */
export function Layout(props: LayoutProps) {
  const {
    frame,
    title,
    hasErrors,
    scripts = [],
    wide,
    description,
    address,
    feed,
    leave,
    onward,
    children,
  } = props;
  const { language, locality, sample, assets } = frame;
  const t = frameTexts[language];
  const asset = (name: string) => `/assets/${assets[name] ?? name}`;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <title>{`${hasErrors ? t.errorPrefix : ''}${title} · Gần Dân · ${locality[language]}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {onward && <meta http-equiv="refresh" content={`0;url=${onward}`} />}
        {description && <meta name="description" content={description} />}
        {address && (
          <>
            <link rel="canonical" href={address} />
            <meta property="og:type" content="article" />
            <meta property="og:title" content={title} />
            <meta property="og:url" content={address} />
            <meta property="og:site_name" content={locality[language]} />
            <meta property="og:locale" content={language === 'vi' ? 'vi_VN' : 'en_GB'} />
            {description && <meta property="og:description" content={description} />}
          </>
        )}
        {feed && <link rel="alternate" type="application/atom+xml" href={feed} />}
        <meta name="theme-color" content="#8a1c1c" />
        <link rel="icon" href={asset('icon.svg')} type="image/svg+xml" />
        {fonts.map((name) => (
          <link
            key={name}
            rel="preload"
            href={asset(name)}
            as="font"
            type="font/woff2"
            crossorigin="anonymous"
          />
        ))}
        <link rel="stylesheet" href={asset('style.css')} />
        {scripts.map((name) => (
          <script key={name} type="module" src={asset(`${name}.js`)} />
        ))}
      </head>
      <body>
        <a class="skip" href="#main">
          {t.skip}
        </a>
        {sample && (
          <aside class="sample" aria-label={t.sampleTag}>
            <p>
              <strong>{t.sampleTag}.</strong> {t.sampleNote}
            </p>
          </aside>
        )}
        {leave && (
          <p class="leave no-print">
            <a class="button" href={frame.links.leave} rel="noreferrer" data-leave>
              {t.leave}
            </a>{' '}
            <span>{t.leaveHint}</span>
          </p>
        )}
        <Header frame={frame} />
        <main id="main" class={wide ? 'main wide' : 'main'}>
          {children}
          {frame.below}
        </main>
        <footer class="footer">
          <p class="motto">{t.motto}</p>
          {frame.contact && <p class="prose">{frame.contact[language]}</p>}
          <ul>
            {frame.foot.map(({ href, label }) => (
              <li key={href}>
                <a href={href}>{label}</a>
              </li>
            ))}
          </ul>
          <p class="muted">{t.footer}</p>
        </footer>
      </body>
    </html>
  );
}
