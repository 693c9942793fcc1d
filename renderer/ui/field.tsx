import { createContext, use, useId, type ComponentProps, type ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './field.module.css';

const FieldContext = createContext<{ id?: string; describedBy?: string; invalid?: boolean }>({});

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null | undefined;
  className?: string;
  children: ReactNode;
}

/** A label, its control (an Input, Select or Textarea inside), a hint and an error, wired for screen readers. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId();
  const describedBy = error || hint ? `${id}-note` : undefined;
  return (
    <div className={cx(styles.field, className)}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <FieldContext value={{ id, describedBy, invalid: Boolean(error) }}>{children}</FieldContext>
      {error ? (
        <span id={describedBy} className={styles.error} role="alert">
          {error}
        </span>
      ) : (
        hint && (
          <span id={describedBy} className={styles.hint}>
            {hint}
          </span>
        )
      )}
    </div>
  );
}

function useControl(className: string | undefined) {
  const { id, describedBy, invalid } = use(FieldContext);
  return {
    id,
    'aria-describedby': describedBy,
    'aria-invalid': invalid || undefined,
    className: cx(styles.control, className),
  };
}

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...useControl(className)} {...rest} />;
}

export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select {...useControl(className)} {...rest} />;
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea {...useControl(className)} {...rest} />;
}

export function Checkbox({ label, className, ...rest }: ComponentProps<'input'> & { label: ReactNode }) {
  return (
    <label className={cx(styles.check, className)}>
      <input type="checkbox" {...rest} />
      <span>{label}</span>
    </label>
  );
}
