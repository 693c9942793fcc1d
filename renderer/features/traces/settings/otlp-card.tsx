import Send from 'lucide-react/icons/send';
import { useState } from 'react';
import type { OtlpSettings, OtlpStatus } from '../../../../electron/shared/traces.ts';
import { api, updateData, useChange } from '../../../api/index.ts';
import { Badge, Button, Card, Checkbox, Field, Input, Select, Textarea } from '../../../ui/index.ts';
import { plural, showInstant } from '../show.ts';
import styles from '../traces.module.css';
import { readHeaders } from './headers.ts';

const show = (status: OtlpStatus): void => updateData('traces', 'otlp', () => status);

/** A receiver of OpenTelemetry traces: its address, its keys, a try, and how it goes. */
export function OtlpCard({ status }: { status: OtlpStatus }) {
  const { settings } = status;
  const [endpoint, setEndpoint] = useState(settings?.endpoint ?? '');
  const [protocol, setProtocol] = useState<OtlpSettings['protocol']>(settings?.protocol ?? 'http/protobuf');
  const [content, setContent] = useState(settings?.content ?? false);
  const [headers, setHeaders] = useState('');
  const [problem, setProblem] = useState<{ endpoint?: string; headers?: string }>({});
  const save = useChange(api.traces.setOtlp.mutate, {
    onDone: (next) => {
      show(next);
      setHeaders('');
    },
  });
  const remove = useChange(api.traces.removeOtlp.mutate, { onDone: show });
  const submit = (): void => {
    const given = headers.trim() === '' ? {} : readHeaders(headers);
    if (typeof given === 'string') return setProblem({ headers: given });
    const input = {
      endpoint: endpoint.trim(),
      protocol,
      content,
      ...(headers.trim() !== '' && { headers: given }),
    };
    if (!/^https?:\/\/./.test(input.endpoint) || !URL.canParse(input.endpoint))
      return setProblem({ endpoint: 'Give a whole address, such as http://127.0.0.1:6006.' });
    setProblem({});
    save.mutate(input);
  };
  return (
    <Card
      title="Send traces to an OpenTelemetry receiver"
      actions={<Badge tone={settings ? 'accent' : 'outline'}>{settings ? 'On' : 'Off'}</Badge>}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field
          label="Address"
          hint="Langfuse, Phoenix, LangSmith, or any OTLP collector. /v1/traces is added."
          error={problem.endpoint}
        >
          <Input
            value={endpoint}
            placeholder="http://127.0.0.1:6006"
            onChange={(event) => setEndpoint(event.target.value)}
          />
        </Field>
        <Field label="Protocol">
          <Select
            value={protocol}
            onChange={(event) =>
              setProtocol(event.target.value === 'http/json' ? 'http/json' : 'http/protobuf')
            }
          >
            <option value="http/protobuf">HTTP with protobuf</option>
            <option value="http/json">HTTP with JSON</option>
          </Select>
        </Field>
        <Field
          label="Headers"
          hint={
            status.hasHeaders
              ? 'Headers are stored with your keys and not shown. Leave this empty to keep them.'
              : 'One a line, such as authorization: Bearer … They are stored with your keys.'
          }
          error={problem.headers}
        >
          <Textarea
            value={headers}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setHeaders(event.target.value)}
          />
        </Field>
        <Checkbox
          label="Send prompts and answers too, not only numbers"
          checked={content}
          onChange={(event) => setContent(event.target.checked)}
        />
        <div className="row">
          <Button type="submit" variant="primary" busy={save.isPending}>
            {settings ? 'Save' : 'Turn on'}
          </Button>
          <TestButton isOn={settings !== null} />
          {settings && (
            <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
              Turn off
            </Button>
          )}
        </div>
        {settings && <Standing status={status} />}
      </form>
    </Card>
  );
}

function TestButton({ isOn }: { isOn: boolean }) {
  const test = useChange(api.traces.testOtlp.mutate);
  return (
    <>
      <Button disabled={!isOn} busy={test.isPending} onClick={() => test.mutate()}>
        <Send aria-hidden="true" />
        Send a test span
      </Button>
      <span role="status">
        {test.data && (
          <Badge tone={test.data.status === 'ok' ? 'accent' : 'danger'} className={styles.wrap}>
            {test.data.message}
          </Badge>
        )}
      </span>
    </>
  );
}

function Standing({ status: { sent, waiting, refused, lastError, lastSentAt } }: { status: OtlpStatus }) {
  return (
    <p className="muted">
      {plural(sent, 'call')} sent since Cairn was started, {waiting.toLocaleString('en')} waiting
      {refused > 0 && `, ${refused.toLocaleString('en')} refused by the receiver`}
      {lastSentAt !== null && `. Last sent ${showInstant(lastSentAt)}`}.{' '}
      {lastError && <span className={styles.problem}>{lastError}</span>}
    </p>
  );
}
