import ArrowLeft from 'lucide-react/icons/arrow-left';
import ArrowLeftRight from 'lucide-react/icons/arrow-left-right';
import ArrowRight from 'lucide-react/icons/arrow-right';
import SquareTerminal from 'lucide-react/icons/square-terminal';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import type { TraceView } from '../../../../electron/shared/traces.ts';
import { useData } from '../../../api/index.ts';
import { useActions, type Action } from '../../../app/actions.ts';
import { Button, IconButton, Menu, useToasts } from '../../../ui/index.ts';
import { saveFile } from '../../../parts/picture-file.ts';
import { showInstant } from '../show.ts';

interface CallActionsProps {
  view: TraceView;
  other: string | null;
  onCompare: (id: string | null) => void;
}

/** How many calls of the run around this one are offered for a comparison. */
const AROUND = 12;

/** What can be done with a call, and the way to the calls before and after it. */
export function CallActions({ view, other, onCompare }: CallActionsProps) {
  const { trace } = view;
  const around = useAround(view);
  const [, go] = useLocation();
  useActions(useMemo<Action[]>(() => stepActions(around, go), [around, go]));
  const others = around.near.filter(({ id }) => id !== trace.id);
  return (
    <>
      <IconButton
        label="The call before"
        shortcut="["
        disabled={!around.before}
        onClick={() => around.before && go(`/traces/${around.before}`)}
      >
        <ArrowLeft />
      </IconButton>
      <IconButton
        label="The call after"
        shortcut="]"
        disabled={!around.after}
        onClick={() => around.after && go(`/traces/${around.after}`)}
      >
        <ArrowRight />
      </IconButton>
      {other ? (
        <Button onClick={() => onCompare(null)}>This call alone</Button>
      ) : (
        <Menu
          trigger={
            <Button>
              <ArrowLeftRight aria-hidden="true" />
              Compare with
            </Button>
          }
          items={[
            ...others.map((call) => ({
              label: `Call ${call.callIndex ?? ''} of the run, ${showInstant(call.startedAt)}, ${call.model}`,
              run: () => onCompare(call.id),
            })),
            {
              label: 'Any call: tick two in the list',
              separated: others.length > 0,
              run: () => go('/traces'),
            },
          ]}
        />
      )}
      <CopyCurl curl={view.curl} />
      <SaveCall view={view} />
    </>
  );
}

function CopyCurl({ curl }: { curl: string | null }) {
  const toasts = useToasts();
  const copy = (text: string): void => {
    navigator.clipboard.writeText(text).then(
      () => toasts.show('Copied. The key and the address are variables in it.'),
      () => toasts.show('The clipboard is not available here.', { hint: 'Take it from the curl tab.' }),
    );
  };
  return (
    <Button disabled={curl === null} onClick={() => curl && copy(curl)}>
      <SquareTerminal aria-hidden="true" />
      Copy as curl
    </Button>
  );
}

function SaveCall({ view }: { view: TraceView }) {
  const save = (): void =>
    saveFile(
      new Blob([JSON.stringify(view, null, 2)], { type: 'application/json' }),
      `cairn-call-${view.trace.id}.json`,
    );
  return <Button onClick={save}>Save as JSON</Button>;
}

/** The calls of the same run around this one. */
function useAround({ trace }: TraceView) {
  const offset = Math.max(0, (trace.callIndex ?? 1) - AROUND / 2);
  const { data } = useData(
    'traces',
    'waterfall',
    { of: 'run', id: trace.runId ?? '', offset, limit: AROUND },
    { enabled: trace.runId !== null },
  );
  return useMemo(() => {
    const near = (data?.calls ?? []).map(({ call }) => call);
    const at = near.findIndex(({ id }) => id === trace.id);
    const idAt = (index: number): string | null => (at < 0 ? null : (near[index]?.id ?? null));
    return { near, before: idAt(at - 1), after: idAt(at + 1) };
  }, [data, trace.id]);
}

function stepActions(
  { before, after }: { before: string | null; after: string | null },
  go: (to: string) => void,
): Action[] {
  const step = (id: string | null, action: Omit<Action, 'run' | 'group'>): Action[] =>
    id === null ? [] : [{ ...action, group: 'Traces', run: () => go(`/traces/${id}`) }];
  return [
    ...step(before, { id: 'traces.before', title: 'The call before', shortcut: '[' }),
    ...step(after, { id: 'traces.after', title: 'The call after', shortcut: ']' }),
  ];
}
