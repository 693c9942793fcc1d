import type { ComponentProps } from 'react';

/**
 * Something that scrolls by itself and has nothing in it to focus: it takes the focus, or the keyboard could not reach
 * its end. A group and not a region, so that screen readers do not list each as a landmark.
 */
export function ScrollBox({ label, ...rest }: ComponentProps<'div'> & { label: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so the keyboard must reach it
    <div {...rest} role="group" aria-label={label} tabIndex={0} />
  );
}
