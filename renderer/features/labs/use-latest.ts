import { useLayoutEffect, useRef, type RefObject } from 'react';

/** A ref to the newest value, for listeners that are registered once. */
export function useLatest<T>(value: T): RefObject<T> {
  const ref = useRef(value);
  useLayoutEffect(() => {
    ref.current = value;
  });
  return ref;
}
