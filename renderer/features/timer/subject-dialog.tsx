import { useState } from 'react';
import type { TimerState } from '../../../electron/shared/timer.ts';
import { formatDuration } from '../../../electron/shared/time.ts';
import { api, useChange } from '../../api/index.ts';
import { Button, Dialog, useToasts } from '../../ui/index.ts';
import { emptySubject, subjectOf } from '../practice/session-draft.ts';
import { SubjectFields } from '../practice/subject-fields.tsx';

interface Props {
  /** switch: log what ran and start on something else. edit: say more about what runs. */
  kind: 'switch' | 'edit';
  timer: TimerState;
  onClose: () => void;
}

const WORDS = {
  switch: {
    title: 'Switch the timer',
    lead: 'What ran until now is logged, and the timer starts again on this.',
    main: 'Switch',
  },
  edit: { title: 'What the timer is about', lead: 'The time goes on while you write.', main: 'Save' },
} as const;

/** What the running timer, or the one that follows it, is about. */
export function SubjectDialog({ kind, timer, onClose }: Props) {
  const [about, setAbout] = useState(() => (kind === 'edit' ? subjectOf(timer) : emptySubject));
  const toasts = useToasts();
  const edit = useChange(api.timer.edit.mutate, { onDone: onClose });
  const start = useChange(api.timer.start.mutate, {
    onDone: ({ finished }) => {
      if (finished) toasts.show(`Logged ${formatDuration(finished.session.seconds)}. The timer runs on.`);
      onClose();
    },
  });
  const words = WORDS[kind];
  return (
    <Dialog open onClose={onClose} title={words.title} lead={words.lead}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (kind === 'edit') edit.mutate(about);
          else start.mutate(about);
        }}
      >
        <SubjectFields value={about} onChange={setAbout} />
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={edit.isPending || start.isPending}>
            {words.main}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
