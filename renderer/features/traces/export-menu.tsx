import Download from 'lucide-react/icons/download';
import type { TraceFilter } from '../../../electron/shared/traces.ts';
import { Button, Menu, useToasts } from '../../ui/index.ts';
import { saveTraces } from './save.ts';

/** Saves what the filter finds, with requests and answers, without keys. */
export function ExportMenu({ filter, what }: { filter: TraceFilter; what: string }) {
  const toasts = useToasts();
  const save = (format: 'json' | 'otlp-json'): void => {
    saveTraces(filter, format).then(
      (said) => toasts.show(said),
      (error: unknown) => toasts.fail(error),
    );
  };
  return (
    <Menu
      trigger={
        <Button size="sm" aria-label={`Export ${what}`}>
          <Download aria-hidden="true" />
          Export
        </Button>
      }
      items={[
        { label: 'JSON, everything that is kept', run: () => save('json') },
        { label: 'OTLP JSON, for an OpenTelemetry tool', run: () => save('otlp-json') },
      ]}
    />
  );
}
