import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import styles from './screen.module.css';

interface Props {
  children: ReactNode;
}

/** Keeps a bug in one page from taking the whole window along. Key it by the route to leave the error behind. */
export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className={styles.screen} role="alert">
        <div className={styles.box}>
          <h1>This page broke</h1>
          <p>Your data is safe: it is saved by the server, not by this page. Reload to go on.</p>
          <pre>
            <code>{error.message}</code>
          </pre>
          <div className="row">
            <Button variant="primary" onClick={() => location.reload()}>
              Reload
            </Button>
            <Button onClick={() => this.setState({ error: null })}>Try the page again</Button>
          </div>
        </div>
      </div>
    );
  }
}
