import type { Evidence } from '../../../electron/shared/evidence.ts';
import { api, useChange, useData } from '../../api/index.ts';
import { Button } from '../../ui/index.ts';
import styles from './target.module.css';

/** A link under the title of its page where that is known, else under its address. */
export function LinkPiece({ piece }: { piece: Evidence }) {
  const isOn = useData('settings', 'get').data?.linkTitles ?? false;
  const lookUp = useChange(api.targets.lookUpTitle.mutate);
  const title = piece.details?.title;
  const address = piece.value.replace(/^https?:\/\//, '');
  return (
    <>
      <a href={piece.value} target="_blank" rel="noopener noreferrer">
        <bdi>{title ?? address}</bdi>
      </a>
      {title ? (
        <p className={styles.address}>{address}</p>
      ) : (
        isOn && (
          <p className={styles.fileFacts}>
            <Button
              size="sm"
              variant="ghost"
              busy={lookUp.isPending}
              onClick={() => lookUp.mutate({ id: piece.id })}
            >
              Look up its title
            </Button>
            <span role="status">{lookUp.data === false && 'The page gives no title to see.'}</span>
          </p>
        )
      )}
    </>
  );
}
