import Code from 'lucide-react/icons/code-xml';
import Copy from 'lucide-react/icons/copy';
import ExternalLink from 'lucide-react/icons/external-link';
import Terminal from 'lucide-react/icons/square-terminal';
import { useMemo } from 'react';
import type { OpenLab } from '../../../electron/shared/labs.ts';
import { useActions } from '../../app/actions.ts';
import { api, useData } from '../../api/index.ts';
import { IconButton, Menu, useToasts, type MenuItem } from '../../ui/index.ts';

const ICON = { editor: <Code />, terminal: <Terminal /> };

/** Opens the workspace in the person's own editor or terminal, or copies its path; all of it in the palette too. */
export function OpenMenu({ lab }: { lab: OpenLab }) {
  const items = useOpenItems(lab);
  useActions(
    useMemo(
      () =>
        items
          .filter(({ disabled }) => !disabled)
          .map(({ label, run }) => ({
            id: `lab.${label}`,
            title: label === COPY ? 'Copy the path of the workspace' : label,
            group: 'This lab',
            keywords: ['lab', 'editor', 'folder'],
            run,
          })),
      [items],
    ),
  );
  return (
    <Menu
      trigger={
        <IconButton label="Open the workspace elsewhere" variant="secondary">
          <ExternalLink />
        </IconButton>
      }
      items={items}
    />
  );
}

const COPY = 'Copy path';

function useOpenItems({ lab: { id: slug }, language, folder }: OpenLab): MenuItem[] {
  const toasts = useToasts();
  const { data: openers } = useData('labs', 'openers');
  return useMemo(() => {
    const copyPath = (): void =>
      void navigator.clipboard.writeText(folder).then(
        () => toasts.show('The path of the workspace is copied.', { hint: folder }),
        () => toasts.show('The clipboard is not available here.', { hint: folder }),
      );
    const found = (openers ?? []).map(({ id, title, kind }): MenuItem => ({
      label: `Open in ${title}`,
      icon: ICON[kind],
      run: () => {
        api.labs.openIn
          .mutate({ slug, language, with: id })
          .then(() => toasts.show(`${title} opens the workspace.`), toasts.fail);
      },
    }));
    const none = { label: 'No editor was found on this machine', disabled: true, run: () => {} };
    return [
      ...(openers?.length === 0 ? [none] : found),
      { label: COPY, icon: <Copy />, separated: true, run: copyPath },
    ];
  }, [openers, slug, language, folder, toasts]);
}
