import Search from 'lucide-react/icons/search';
import { memo, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { useData } from '../api/queries.ts';
import { useLiveStream } from '../api/live.ts';
import { usePreloadOnHover } from '../features/labs/preload.ts';
import { useLanguages } from '../features/labs/use-languages.ts';
import { LogDialogProvider } from '../features/practice/log-dialog.tsx';
import { TimerDialogsProvider } from '../features/timer/timer-dialogs.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { cx } from '../ui/cx.ts';
import { CairnMark } from '../ui/logo.tsx';
import { SkeletonLines } from '../ui/skeleton.tsx';
import { Banners } from './banners.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import styles from './frame.module.css';
import { GlobalActions } from './global-actions.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { NotFound } from './not-found.tsx';
import { Palette } from './palette.tsx';
import { navigation, routes } from './routes.tsx';
import { MOD, Shortcuts } from './shortcuts.ts';
import { ShownLocation, useAddress } from './shown-location.tsx';
import { useTheme } from './theme.ts';
import { TimerChip } from './timer-chip.tsx';
import { WindowTitle } from './window-title.ts';

/** The window: sidebar, top bar with the timer, and the page. */
export function Frame() {
  useLiveStream();
  usePreloadOnHover();
  // Asked for with the rest of the frame, so that a lab finds them there.
  useLanguages();
  const settings = useData('settings', 'get').data;
  useTheme(settings?.theme);
  const [open, setOpen] = useState<'palette' | 'help' | null>(null);
  const openPalette = useCallback(() => setOpen('palette'), []);
  const openHelp = useCallback(() => setOpen('help'), []);
  const isFirstRun = useAddress() === '/' && settings?.welcomed === false;
  if (isFirstRun) return <Redirect to="/welcome" replace />;
  return (
    <LogDialogProvider>
      <TimerDialogsProvider>
        <GlobalActions theme={settings?.theme ?? 'system'} onHelp={openHelp} />
        <Shortcuts onPalette={openPalette} />
        <WindowTitle />
        <a className={styles.skip} href="#content">
          Skip to the page
        </a>
        <ShownLocation>
          <Layout onPalette={openPalette} />
        </ShownLocation>
        <Palette open={open === 'palette'} onClose={() => setOpen(null)} />
        <HelpDialog open={open === 'help'} onClose={() => setOpen(null)} />
      </TimerDialogsProvider>
    </LogDialogProvider>
  );
}

/** Memoized: opening the palette must not draw the page behind it again. */
const Layout = memo(function Layout({ onPalette }: { onPalette: () => void }) {
  const [location] = useLocation();
  return (
    <div
      className={cx(
        styles.frame,
        location === '/welcome' && styles.bare,
        location.startsWith('/labs/') && styles.workbench,
      )}
    >
      <Sidebar />
      <div className={styles.main}>
        <header className={styles.top}>
          <button type="button" className={styles.search} onClick={onPalette}>
            <Search aria-hidden="true" />
            <span className={styles.label}>Search or run a command</span>
            <Kbd keys={`${MOD} K`} />
          </button>
          <div className={styles.topRight}>
            <TimerChip />
          </div>
        </header>
        <Banners />
        <Pages location={location} />
      </div>
    </div>
  );
});

/** Marks the page that is asked for, also before it is there. */
const Sidebar = memo(function Sidebar() {
  const location = useAddress();
  return (
    <nav className={styles.side} aria-label="Pages">
      <Link href="/" className={styles.brand} aria-label="Cairn, to Today">
        <CairnMark size={30} />
        <span className={styles.word}>Cairn</span>
      </Link>
      <ul className={styles.nav}>
        {navigation.map(({ to, title, also, icon: Icon }) => {
          const current =
            location === to || location === also || (to !== '/' && location.startsWith(`${to}/`));
          return (
            <li key={to}>
              <Link
                href={to}
                className={styles.link}
                aria-current={current ? 'page' : undefined}
                title={title}
              >
                <Icon />
                <span className={styles.word}>{title}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
});

const Pages = memo(function Pages({ location }: { location: string }) {
  const ref = useRef<HTMLElement>(null);
  const shown = useRef(location);
  useEffect(() => {
    // A new page is announced and read from its top; the first load keeps the browser's own focus.
    if (shown.current === location) return;
    shown.current = location;
    scrollTo(0, 0);
    ref.current?.focus({ preventScroll: true });
  }, [location]);
  return (
    <main id="content" className={styles.content} ref={ref} tabIndex={-1}>
      <ErrorBoundary key={location}>
        <Suspense fallback={<Loading />}>
          <Switch>
            {routes.map(({ path, component: Component }) => (
              <Route key={path} path={path}>
                <Component />
              </Route>
            ))}
            <Route>
              <NotFound />
            </Route>
          </Switch>
        </Suspense>
      </ErrorBoundary>
    </main>
  );
});

function Loading() {
  return (
    <div style={{ padding: 'var(--s5)' }}>
      <SkeletonLines lines={6} height={22} />
    </div>
  );
}
