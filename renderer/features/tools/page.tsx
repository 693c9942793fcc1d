import { useState } from 'react';
import { useData } from '../../api/index.ts';
import { Button, EmptyState, ErrorNote, Input, Page, Skeleton } from '../../ui/index.ts';
import { useArrowFocus } from '../../parts/use-arrow-focus.ts';
import { shelves } from './select.ts';
import { StackLayer } from './stack-layer.tsx';
import styles from './tools.module.css';

/** The stack by layer: the question each layer answers, and the tools that answer it. */
export default function ToolsPage() {
  const { data, error, refetch } = useData('curriculum', 'get');
  const [text, setText] = useState('');
  const arrows = useArrowFocus();
  const found = data && shelves(data.layers, data.tools, text);
  return (
    <Page
      title="Tools"
      lead="The stack of an agentic system, layer by layer. Each layer answers a question; the tools are answers to it."
      actions={
        <Input
          type="search"
          aria-label="Search tools"
          placeholder="Search tools"
          className={styles.search}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      }
    >
      {!data && error && <ErrorNote error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {found && found.length > 0 && (
        <ol className={styles.stack} ref={arrows} aria-label="The stack">
          {found.map((shelf) => (
            <StackLayer key={shelf.layer.id} shelf={shelf} tools={data.tools} />
          ))}
        </ol>
      )}
      {found?.length === 0 && (
        <EmptyState
          title="No tool matches"
          actions={<Button onClick={() => setText('')}>Show all tools</Button>}
        >
          The guide has an entry for every tool that the curriculum names.
        </EmptyState>
      )}
    </Page>
  );
}

function Loading() {
  return (
    <div className={styles.stack} role="status" aria-label="Loading the tools">
      {[180, 180, 230, 120].map((height, index) => (
        <Skeleton key={index} height={height} />
      ))}
    </div>
  );
}
