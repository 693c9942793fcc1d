import { Command } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useMemo, useState } from 'react';
import { Kbd } from '../ui/kbd.tsx';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import { useAllActions, type Action } from './actions.ts';
import styles from './palette.module.css';
import { rankActions } from './rank-actions.ts';

/** Finds and runs any action, page, skill, tool, target or lab. */
export function Palette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const actions = useAllActions();
  const [search, setSearch] = useState('');
  const groups = useMemo(() => rankActions(actions, search), [actions, search]);
  const [picked, setPicked] = useState({ search: '', id: '' });
  // A new search selects its first hit; arrow keys choose another one.
  const chosen = picked.search === search && picked.id !== '' ? picked.id : (groups[0]?.items[0]?.id ?? '');
  const close = (): void => {
    setSearch('');
    setPicked({ search: '', id: '' });
    onClose();
  };
  const run = (action: Action): void => {
    close();
    // After the dialog has given its focus back, so that an action that opens another one keeps it.
    setTimeout(action.run);
  };
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content className={styles.box} aria-describedby={undefined}>
          <VisuallyHidden asChild>
            <Dialog.Title>Command palette</Dialog.Title>
          </VisuallyHidden>
          <Command
            label="Command palette"
            shouldFilter={false}
            loop
            value={chosen}
            onValueChange={(id) => setPicked({ search, id })}
          >
            <Command.Input
              className={styles.input}
              value={search}
              onValueChange={setSearch}
              placeholder="Where to, or what to do?"
              autoFocus
            />
            <Command.List className={styles.list} label="Commands">
              <Command.Empty className={styles.none}>
                Nothing is called that. Try the name of a page, skill, tool, target or lab.
              </Command.Empty>
              {groups.map(({ heading, items }) => (
                <Command.Group key={heading} heading={heading}>
                  {items.map((action) => (
                    <Command.Item
                      key={action.id}
                      value={action.id}
                      className={styles.item}
                      onSelect={() => run(action)}
                    >
                      {action.icon}
                      <span className={styles.title}>{action.title}</span>
                      {action.shortcut && <Kbd keys={action.shortcut} />}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
          <div className={styles.foot} aria-hidden="true">
            <span>
              <Kbd keys="↑ ↓" /> choose
            </span>
            <span>
              <Kbd keys="↵" /> run
            </span>
            <span>
              <Kbd keys="Esc" /> close
            </span>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
