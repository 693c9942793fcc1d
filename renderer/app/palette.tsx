import { Command } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { useEscapeTarget } from '../ui/escape.ts';
import { Kbd } from '../ui/kbd.tsx';
import { Overlay } from '../ui/overlay.tsx';
import { returnFocus } from '../ui/return-focus.ts';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import { useAllActions, type Action } from './actions.ts';
import styles from './palette.module.css';
import { rankActions, type ActionGroup } from './rank-actions.ts';
import { searchNotes } from './search-notes.ts';

/** Finds and runs any action, page, skill, tool, target or lab. */
export function Palette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const actions = useAllActions();
  const [search, setSearch] = useState('');
  const [, go] = useLocation();
  const { groups: found, more } = useMemo(() => rankActions(actions, search), [actions, search]);
  const groups = useMemo(() => withSearch(found, search, go), [found, search, go]);
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
  useEscapeTarget(open, close);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && close()}>
      <Dialog.Portal container={document.body}>
        <Overlay className={styles.overlay} />
        <Dialog.Content className={styles.box} aria-describedby={undefined} onCloseAutoFocus={returnFocus}>
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
                      {(action.shortcut ?? action.keys) && (
                        <Kbd keys={action.shortcut ?? action.keys ?? ''} />
                      )}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
            </Command.List>
            <p className={styles.more} role="status">
              {more > 0 && `${more} more fit: type on to find them.`}
            </p>
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

/** Whatever is typed can be searched for in the notes: last, so that it never stands before a command. */
function withSearch(groups: ActionGroup[], search: string, go: (to: string) => void): ActionGroup[] {
  const words = search.trim();
  if (words === '') return groups;
  const run = (): void => searchNotes(go, words);
  const item = { id: 'practice.search.words', title: `Search notes for “${words}”`, group: 'Notes', run };
  return [...groups, { heading: 'Notes', items: [item] }];
}
