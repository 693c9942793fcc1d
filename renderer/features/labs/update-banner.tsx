import Info from 'lucide-react/icons/info';
import { useState } from 'react';
import type { LabUpdate, OpenLab } from '../../../electron/shared/labs.ts';
import { api } from '../../api/index.ts';
import { Button, useToasts } from '../../ui/index.ts';
import styles from './update-banner.module.css';

interface UpdateBannerProps {
  lab: OpenLab;
  onCopies: () => void;
  refresh: () => Promise<void>;
}

/** Says in a line what a newer version of the lab changed in the workspace, until it is put away. */
export function UpdateBanner({ lab, onCopies, refresh }: UpdateBannerProps) {
  const toasts = useToasts();
  const [isBusy, setBusy] = useState(false);
  const { update, language, steps } = lab;
  if (!update) return null;
  const stale = steps.filter(({ status }) => status === 'stale').length;
  const dismiss = async (): Promise<void> => {
    setBusy(true);
    try {
      await api.labs.dismissUpdate.mutate({ slug: lab.lab.id, language });
      await refresh();
    } catch (error) {
      toasts.fail(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className={styles.banner} aria-label="Changed with a newer version">
      <Info aria-hidden="true" />
      <p>
        This lab came in a newer version: {filesOf(update)} brought up to date. Your own files are as they
        were.
        {stale > 0 &&
          ` ${stale === 1 ? 'One step that passed needs' : `${stale} steps that passed need`} a new check.`}
        {update.backupId !== null && ' What you had changed is kept.'}
      </p>
      {update.backupId !== null && (
        <Button size="sm" onClick={onCopies}>
          Earlier copies
        </Button>
      )}
      <Button size="sm" busy={isBusy} onClick={() => void dismiss()}>
        Got it
      </Button>
    </section>
  );
}

function filesOf({ files }: LabUpdate): string {
  if (files.length === 1) return `${files[0]} was`;
  const [first, second] = files;
  return files.length === 2 ? `${first} and ${second} were` : `${first} and ${files.length - 1} more were`;
}
