import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'wouter';
import styles from './button.module.css';
import { cx } from './cx.ts';
import { Tooltip } from './tooltip.tsx';

interface Look {
  variant?: 'primary' | 'secondary' | 'ghost' | 'danger';
  size?: 'sm' | 'md' | 'lg';
}

const look = ({ variant = 'secondary', size = 'md' }: Look): string =>
  cx(styles.button, variant !== 'secondary' && styles[variant], size !== 'md' && styles[size]);

/** A button. `busy` keeps its width and stops a second click. */
export function Button({
  variant,
  size,
  busy,
  className,
  ...rest
}: ComponentProps<'button'> & Look & { busy?: boolean }) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled || busy}
      aria-busy={busy || undefined}
      className={cx(look({ variant, size }), className)}
    />
  );
}

/** A link that looks like a button: for going somewhere inside Cairn. */
export function ButtonLink({
  variant,
  size,
  className,
  to,
  ...rest
}: Look & { to: string; children: ReactNode; className?: string; title?: string; 'aria-label'?: string }) {
  return <Link {...rest} href={to} className={cx(look({ variant, size }), className)} />;
}

/** A square button with an icon; `label` is its name and its tooltip. */
export function IconButton({
  label,
  variant = 'ghost',
  size,
  className,
  shortcut,
  ...rest
}: ComponentProps<'button'> & Look & { label: string; shortcut?: string }) {
  return (
    <Tooltip content={label} shortcut={shortcut}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={cx(look({ variant, size }), styles.icon, className)}
      />
    </Tooltip>
  );
}
