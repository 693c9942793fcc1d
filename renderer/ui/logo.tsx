/** Three stacked stones. `plain` draws them in the current colour. */
export function CairnMark({ size = 28, plain = false }: { size?: number; plain?: boolean }) {
  const colours = plain
    ? ['currentColor', 'currentColor', 'currentColor']
    : ['var(--here)', 'var(--text-3)', 'var(--accent)'];
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path
        fill={colours[0]}
        d="M14.2 3.6c2.400-1.300 5.600-.6 6.500 1.200.9 1.900-.6 3.900-3.200 4.400-2.700.5-5.400-.4-5.700-2.200-.2-1.300.9-2.600 2.400-3.400Z"
      />
      <path
        fill={colours[1]}
        opacity={plain ? 0.75 : 1}
        d="M9.7 11.400c3.900-1.700 10.900-1.500 13.200.5 1.900 1.700 1.100 4.500-2 5.400-4.100 1.200-11 1-12.900-1-1.500-1.700-.6-3.900 1.700-4.900Z"
      />
      <path
        fill={colours[2]}
        opacity={plain ? 0.55 : 1}
        d="M6.2 19.500c5.400-1.800 16.400-1.700 19.800.6 2.900 2 2.500 7-1.300 8-5.600 1.500-15.500 1.400-18.700-.8-2.700-1.900-2.400-6.800.2-7.800Z"
      />
    </svg>
  );
}
