import ChartLine from 'lucide-react/icons/chart-line';
import CalendarCheck from 'lucide-react/icons/calendar-check';
import FlaskConical from 'lucide-react/icons/flask-conical';
import LayoutGrid from 'lucide-react/icons/layout-grid';
import MapIcon from 'lucide-react/icons/map';
import MapPin from 'lucide-react/icons/map-pin';
import Cpu from 'lucide-react/icons/cpu';
import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal';
import Timer from 'lucide-react/icons/timer';
import Waypoints from 'lucide-react/icons/waypoints';
import Wrench from 'lucide-react/icons/wrench';
import { lazy, type ComponentType } from 'react';
import { LabRoute } from '../features/labs/lab-route.ts';

export interface RouteEntry {
  path: string;
  component: ComponentType;
}

/** Pages by path. Each is its own chunk; a page reads its parameters with wouter's useParams. */
export const routes: readonly RouteEntry[] = [
  { path: '/', component: lazy(() => import('../features/today/page.tsx')) },
  { path: '/roadmap', component: lazy(() => import('../features/roadmap/page.tsx')) },
  { path: '/skills', component: lazy(() => import('../features/skills/page.tsx')) },
  { path: '/skills/:id', component: lazy(() => import('../features/skills/skill-page.tsx')) },
  { path: '/tools', component: lazy(() => import('../features/tools/page.tsx')) },
  { path: '/tools/:id', component: lazy(() => import('../features/tools/tool-page.tsx')) },
  { path: '/practice', component: lazy(() => import('../features/practice/page.tsx')) },
  { path: '/progress', component: lazy(() => import('../features/progress/charts/page.tsx')) },
  {
    path: '/progress/review/:period?',
    component: lazy(() => import('../features/progress/review/page.tsx')),
  },
  { path: '/progress/plan', component: lazy(() => import('../features/progress/plan/page.tsx')) },
  { path: '/rhythm', component: lazy(() => import('../features/rhythm/page.tsx')) },
  { path: '/rhythm/notes', component: lazy(() => import('../features/rhythm/notes-page.tsx')) },
  { path: '/rhythm/notes/:id', component: lazy(() => import('../features/rhythm/note-page.tsx')) },
  { path: '/rhythm/reading', component: lazy(() => import('../features/rhythm/reading-page.tsx')) },
  { path: '/rhythm/items', component: lazy(() => import('../features/rhythm/items-page.tsx')) },
  { path: '/labs', component: lazy(() => import('../features/labs/page.tsx')) },
  { path: '/labs/:id', component: LabRoute },
  { path: '/models', component: lazy(() => import('../features/models/page.tsx')) },
  { path: '/traces', component: lazy(() => import('../features/traces/page.tsx')) },
  { path: '/traces/live', component: lazy(() => import('../features/traces/live/page.tsx')) },
  { path: '/traces/settings', component: lazy(() => import('../features/traces/settings/page.tsx')) },
  {
    path: '/traces/:kind/:id',
    component: lazy(() => import('../features/traces/waterfall/group-page.tsx')),
  },
  { path: '/traces/:id', component: lazy(() => import('../features/traces/call/call-page.tsx')) },
  { path: '/spend', component: lazy(() => import('../features/spend/page.tsx')) },
  { path: '/settings', component: lazy(() => import('../features/settings/page.tsx')) },
  { path: '/import', component: lazy(() => import('../features/imports/page.tsx')) },
  { path: '/welcome', component: lazy(() => import('../features/welcome/page.tsx')) },
];

export interface NavEntry {
  to: string;
  title: string;
  /** Two keys, one after the other. */
  shortcut: string;
  /** Another address that belongs to this entry. */
  also?: string;
  icon: ComponentType<{ size?: string | number }>;
}

/** The sidebar, top to bottom. */
export const navigation: readonly NavEntry[] = [
  { to: '/', title: 'Today', shortcut: 'g t', icon: MapPin },
  { to: '/roadmap', title: 'Roadmap', shortcut: 'g r', icon: MapIcon },
  { to: '/skills', title: 'Skills', shortcut: 'g s', icon: LayoutGrid },
  { to: '/labs', title: 'Labs', shortcut: 'g l', icon: FlaskConical },
  { to: '/practice', title: 'Practice', shortcut: 'g p', icon: Timer },
  { to: '/progress', title: 'Progress', shortcut: 'g g', icon: ChartLine },
  { to: '/rhythm', title: 'Rhythm', shortcut: 'g h', icon: CalendarCheck },
  { to: '/tools', title: 'Tools', shortcut: 'g o', icon: Wrench },
  { to: '/models', title: 'Models', shortcut: 'g m', icon: Cpu },
  { to: '/traces', title: 'Traces', shortcut: 'g x', icon: Waypoints, also: '/spend' },
  { to: '/settings', title: 'Settings', shortcut: 'g e', icon: SlidersHorizontal },
];
