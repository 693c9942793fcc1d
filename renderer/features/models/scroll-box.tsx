import type { ComponentProps } from 'react';

/**
 * Something that scrolls by itself and has nothing in it to focus: it takes the focus, or the keyboard could not reach
 * its end. A group and not a region, so that screen readers do not list each as a landmark.
 */
export function ScrollBox({
  label,
  as: Element = 'div',
  ...rest
}: ComponentProps<'div'> & { label: string; as?: 'div' | 'pre' }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
    <Element {...rest} role="group" aria-label={label} tabIndex={0} />
  );
}
