import { DropdownMenu } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { cx } from './cx.ts';
import { useEscapeTarget } from './escape.ts';
import styles from './menu.module.css';

export interface MenuItem {
  label: string;
  icon?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  /** A line above this item. */
  separated?: boolean;
  run: () => void;
}

/** A button's drop-down of actions. `trigger` is the button. */
export function Menu({ trigger, items }: { trigger: ReactNode; items: MenuItem[] }) {
  const [open, setOpen] = useState(false);
  useEscapeTarget(open, () => setOpen(false));
  return (
    <DropdownMenu.Root open={open} onOpenChange={setOpen}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={styles.menu} align="end" sideOffset={5} collisionPadding={8}>
          {items.map((item) => [
            item.separated && <DropdownMenu.Separator key={`${item.label}-line`} className={styles.line} />,
            <DropdownMenu.Item
              key={item.label}
              className={cx(styles.item, item.danger && styles.danger)}
              disabled={item.disabled}
              onSelect={item.run}
            >
              {item.icon}
              {item.label}
            </DropdownMenu.Item>,
          ])}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
