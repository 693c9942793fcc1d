import {
  createContext,
  startTransition,
  useContext,
  useLayoutEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import { Router, useLocation, useSearch } from 'wouter';
import { navigate, usePathname } from 'wouter/use-browser-location';

interface Place {
  path: string;
  search: string;
}

/** A page that draws itself again all the time starts the transition over and over; it is left after so long at most. */
const PATIENCE_MS = 200;

const Shown = createContext<Place>({ path: '/', search: '' });

/**
 * What is inside sees the address of the page that is on the screen. Another page comes as a transition, in slices
 * between which input is handled: the key that leads there is answered at once, and the page that is left never sees
 * the address of the next one. Only a transition draws a page's `useAfterFirstDraw` in two steps; `useDeferredValue`
 * would bring all of it in one frame. The rest of an address (its search) comes at once.
 */
export function ShownLocation({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  const search = useSearch();
  const now = useMemo(() => ({ path, search }), [path, search]);
  const [last, setLast] = useState(now);
  useLayoutEffect(() => {
    startTransition(() => setLast(now));
    const late = setTimeout(() => setLast(now), PATIENCE_MS);
    return () => clearTimeout(late);
  }, [now]);
  return (
    <Shown value={last.path === path ? now : last}>
      <Router {...OF_SHOWN}>{children}</Router>
    </Shown>
  );
}

/** The path of the address itself, which changes before the page on the screen does. */
export const useAddress: () => string = usePathname;

function useShownPath(): [string, typeof navigate] {
  const { path } = useContext(Shown);
  return [
    path,
    (to, options) => {
      // A page that is being left must not take the person back with what it still says of its own address.
      if (options?.replace && location.pathname !== path) return;
      navigate(to, options);
    },
  ];
}

function useShownSearch(): string {
  return useContext(Shown).search;
}

const OF_SHOWN = { hook: useShownPath, searchHook: useShownSearch };
