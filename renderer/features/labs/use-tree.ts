import { useCallback, useState } from 'react';

const KEY = 'cairn-lab-tree';
/** In a narrower window the code needs the room more than the tree does. */
const WIDE = '(min-width: 1500px)';

/** Whether the file tree is open: until one chooses, in wide windows only. */
export function useTree(): { isOpen: boolean; toggle: () => void } {
  const [isOpen, setOpen] = useState(() => {
    const kept = localStorage.getItem(KEY);
    return kept === null ? matchMedia(WIDE).matches : kept === 'open';
  });
  const toggle = useCallback((): void => {
    setOpen((before) => {
      localStorage.setItem(KEY, before ? 'closed' : 'open');
      return !before;
    });
  }, []);
  return { isOpen, toggle };
}
