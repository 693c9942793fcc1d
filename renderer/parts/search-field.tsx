import { useEffect, useRef, useState } from 'react';
import { Input } from '../ui/index.ts';

interface SearchFieldProps {
  /** Its name, and what stands in it while it is empty. */
  label: string;
  text: string;
  onChange: (text: string) => void;
}

/** A search that is kept in the address. It types ahead of it, so that fast typing never loses a letter. */
export function SearchField({ label, text, onChange }: SearchFieldProps) {
  const [draft, setDraft] = useState(text);
  const sent = useRef(text);
  useEffect(() => {
    if (text !== sent.current) setDraft((sent.current = text));
  }, [text]);
  return (
    <Input
      type="search"
      aria-label={label}
      placeholder={label}
      value={draft}
      onChange={(event) => {
        setDraft(event.target.value);
        sent.current = event.target.value;
        onChange(event.target.value);
      }}
    />
  );
}
