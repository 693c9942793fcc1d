import { VisuallyHidden as Radix } from 'radix-ui';

/** For screen readers only. */
export const VisuallyHidden = Radix.Root;
