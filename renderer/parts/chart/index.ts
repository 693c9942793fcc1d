export { ChartCard } from './chart-card.tsx';
export type { CalendarModel, GridModel, LevelsModel, SeriesModel, Token } from './model.ts';
