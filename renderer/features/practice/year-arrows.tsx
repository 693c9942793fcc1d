import ChevronLeft from 'lucide-react/icons/chevron-left';
import ChevronRight from 'lucide-react/icons/chevron-right';
import { IconButton } from '../../ui/index.ts';

interface Props {
  year: number;
  /** The first and the last year that can be shown. */
  first: number;
  last: number;
  onYear: (year: number) => void;
}

/** To the year before and the year after, as far as there are years. */
export function YearArrows({ year, first, last, onYear }: Props) {
  return (
    <div className="row">
      <IconButton label="The year before" size="sm" disabled={year <= first} onClick={() => onYear(year - 1)}>
        <ChevronLeft />
      </IconButton>
      <IconButton label="The year after" size="sm" disabled={year >= last} onClick={() => onYear(year + 1)}>
        <ChevronRight />
      </IconButton>
    </div>
  );
}
