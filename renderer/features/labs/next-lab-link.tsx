import ArrowRight from 'lucide-react/icons/arrow-right';
import { useData } from '../../api/index.ts';
import { ButtonLink } from '../../ui/index.ts';

/** Leads on from a lab that passes: to the lab that is worth most next, or to the catalogue when there is none. */
export function NextLabLink({ labId, size }: { labId: string; size?: 'sm' }) {
  const next = useData('today', 'nextLab').data;
  const to = next?.to.startsWith('/labs/') && next.to !== `/labs/${labId}` ? next.to : '/labs';
  return (
    <ButtonLink to={to} variant="primary" {...(size ? { size } : {})}>
      {to === '/labs' || !next ? 'Choose the next lab' : `Next lab: ${next.title}`}
      <ArrowRight />
    </ButtonLink>
  );
}
