import type { OpenLab } from '../../../electron/shared/labs.ts';
import { Dialog } from '../../ui/index.ts';
import { CodeBlock } from '../models/code-block.tsx';

interface FolderDialogProps {
  lab: OpenLab;
  open: boolean;
  onClose: () => void;
}

/** Where the workspace is, and how to work on it with other tools. */
export function FolderDialog({ lab, open, onClose }: FolderDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Work in your own editor"
      lead="The workspace is an ordinary folder. Whatever changes in it shows here at once."
    >
      <div className="stack">
        <div>
          <p className="muted">The folder</p>
          <CodeBlock label="The folder" text={lab.folder} />
        </div>
        <div>
          <p className="muted">Open it in VS Code</p>
          <CodeBlock label="Open it in VS Code" text={`code "${lab.folder}"`} />
        </div>
        <div>
          <p className="muted">Check in a terminal each time you save</p>
          <CodeBlock label="Check in a terminal" text={`cairn lab watch ${lab.lab.id}`} />
        </div>
        <p className="muted">
          When Cairn runs your program, it can read and write its own folder only, start no other program, and
          has limits on time, memory and output. That is a seat belt against accidents, not a sandbox: the
          network stays open, so read code that is not yours before you run it.
        </p>
      </div>
    </Dialog>
  );
}
