import { useEffect, useState } from 'react';

/** What comes before may never come: no file to edit, or no code for the editor. */
const MAX_WAIT_MS = 5000;

/** True once `isTime` has come, or has not for five seconds, and the window has nothing else to do. */
export function useIdle(isTime: boolean): boolean {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    let idle = 0;
    const timer = setTimeout(
      () => {
        idle = requestIdleCallback(() => setIdle(true), { timeout: MAX_WAIT_MS });
      },
      isTime ? 0 : MAX_WAIT_MS,
    );
    return () => {
      clearTimeout(timer);
      cancelIdleCallback(idle);
    };
  }, [isTime]);
  return isIdle;
}
