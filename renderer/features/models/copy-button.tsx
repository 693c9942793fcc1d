import Check from 'lucide-react/icons/check';
import Copy from 'lucide-react/icons/copy';
import { useEffect, useState } from 'react';
import { Button, useToasts } from '../../ui/index.ts';

const SHOWN_MS = 1500;

/** Puts text on the clipboard and says so for a moment. */
export function CopyButton({ text, label, className }: { text: string; label: string; className?: string }) {
  const [copied, setCopied] = useState(false);
  const toasts = useToasts();
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      toasts.show('The clipboard is not available here.', { hint: 'Select the text and copy it by hand.' });
    }
  };
  return (
    // Without a tooltip: a dialog often begins with this button, and the tooltip would take its Escape.
    <Button
      size="sm"
      aria-label={copied ? 'Copied' : label}
      onClick={() => void copy()}
      className={className}
    >
      {copied ? <Check /> : <Copy />}
    </Button>
  );
}
