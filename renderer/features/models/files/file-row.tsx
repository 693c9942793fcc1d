import type { ModelFile } from '../../../../electron/shared/model-files.ts';
import { api, useChange } from '../../../api/index.ts';
import { Badge, Button, useToasts } from '../../../ui/index.ts';
import { bytes, memory, weights } from '../bytes.ts';
import { count } from '../amounts.ts';
import styles from './files.module.css';

/** A model file: what it holds, what it needs, or why it cannot be used. */
export function FileRow({ file, sha256 }: { file: ModelFile; sha256: string | null }) {
  const toasts = useToasts();
  const remove = useChange(api.modelFiles.remove.mutate, {
    onDone: () =>
      toasts.show(`${file.title} is off the list.`, {
        hint: 'The file stays where it is. Add it again at any time.',
      }),
  });
  const { facts } = file;
  return (
    <li className={styles.row}>
      <div className={styles.name}>
        <span className="row">
          <strong>{file.title}</strong>
          {file.isLoaded && <Badge tone="accent">In memory</Badge>}
          {facts?.purpose === 'embeddings' && <Badge>Embeddings</Badge>}
          {file.problem && <Badge tone="danger">Cannot be used</Badge>}
          {file.memoryProblem && <Badge tone="here">Too large now</Badge>}
        </span>
        <code>{file.path}</code>
      </div>
      <Button
        size="sm"
        variant="ghost"
        busy={remove.isPending}
        aria-label={`Take off the list: ${file.title}`}
        onClick={() => remove.mutate({ id: file.id })}
      >
        Take off the list
      </Button>
      {facts && <Facts file={file} facts={facts} />}
      {file.problem && (
        <p className={styles.problem}>
          {file.problem.charAt(0).toUpperCase() + file.problem.slice(1)}. {file.hint}
        </p>
      )}
      {file.memoryProblem && <p className={styles.problem}>{file.memoryProblem}</p>}
      {sha256 && (
        <p className={styles.sum}>
          SHA-256 <code>{sha256}</code>
        </p>
      )}
    </li>
  );
}

function Facts({ file, facts }: { file: ModelFile; facts: NonNullable<ModelFile['facts']> }) {
  const parts = [
    `${weights(facts.parameters)} parameters`,
    facts.quantization,
    facts.architecture,
    `trained on ${count(facts.contextTokens)} tokens`,
    `${bytes(file.bytes)} on disk`,
    `about ${memory(facts.neededBytes)} of memory`,
  ];
  return (
    <>
      <p className={styles.facts}>
        {parts.map((part) => (
          <span key={part}>{part}</span>
        ))}
      </p>
      {!facts.hasChatTemplate && facts.purpose === 'answers' && (
        <p className={styles.note}>
          It has no chat template, so Cairn uses a general one. Answers may ramble.
        </p>
      )}
    </>
  );
}
