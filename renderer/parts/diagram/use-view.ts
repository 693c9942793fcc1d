import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
} from 'react';
import {
  clampView,
  fitView,
  panView,
  reveal,
  startView,
  zoomView,
  type Point,
  type Size,
  type ViewBox,
} from './view-box.ts';

const STEP = 1.25;
const PAN = 0.12;
/** A press that moves less than this many pixels is a click. */
const CLICK_PX = 4;

/** The shape that is reckoned with while the viewport has none, such as in a hidden tab. */
const UNSEEN: Size = { width: 1000, height: 480 };

const PAN_KEYS: Record<string, Point> = {
  ArrowLeft: { x: -PAN, y: 0 },
  ArrowRight: { x: PAN, y: 0 },
  ArrowUp: { x: 0, y: -PAN },
  ArrowDown: { x: 0, y: PAN },
};

/** Zoom and pan of a drawing inside `host`, by buttons, keys, wheel and dragging. */
export function useView(host: RefObject<HTMLElement | null>, drawing: ViewBox | null) {
  const [view, setView] = useState<ViewBox | null>(null);
  const size = useCallback((): Size => {
    const { clientWidth = 0, clientHeight = 0 } = host.current ?? {};
    return clientWidth > 0 && clientHeight > 0 ? { width: clientWidth, height: clientHeight } : UNSEEN;
  }, [host]);
  const move = useCallback(
    (change: (view: ViewBox) => ViewBox) => {
      if (!drawing) return;
      setView((old) => clampView(change(old ?? startView(drawing, size())), drawing, size()));
    },
    [drawing, size],
  );
  const fit = useCallback(() => setView(drawing && fitView(drawing, size())), [drawing, size]);
  const start = useCallback(() => setView(drawing && startView(drawing, size())), [drawing, size]);
  useStartOnResize(host, start);
  useWheelZoom(host, move);
  const drag = useDrag(host, move);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = PAN_KEYS[event.key];
    if (by) move((old) => panView(old, by));
    else if (event.key === '+' || event.key === '=') move((old) => zoomView(old, STEP));
    else if (event.key === '-') move((old) => zoomView(old, 1 / STEP));
    else if (event.key === '0') fit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return {
    view,
    fit,
    zoomIn: () => move((old) => zoomView(old, STEP)),
    zoomOut: () => move((old) => zoomView(old, 1 / STEP)),
    show: (box: ViewBox) => move((old) => reveal(old, box)),
    wasDragged: drag.wasDragged,
    handlers: { ...drag.handlers, onKeyDown },
  };
}

/** Opens a new drawing, and opens it again when the viewport changes its size. */
function useStartOnResize(host: RefObject<HTMLElement | null>, start: () => void): void {
  useEffect(() => {
    start();
    const element = host.current;
    if (!element) return;
    const observer = new ResizeObserver(() => start());
    observer.observe(element);
    return () => observer.disconnect();
  }, [host, start]);
}

type Move = (change: (view: ViewBox) => ViewBox) => void;

/** Ctrl and the wheel (a pinch on a touchpad) zoom at the pointer; the plain wheel scrolls the page. */
function useWheelZoom(host: RefObject<HTMLElement | null>, move: Move): void {
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const onWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const at = { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
      move((old) => zoomView(old, Math.exp(-event.deltaY / 300), at));
    };
    // React's own wheel handlers are passive and could not stop the page's zoom.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [host, move]);
}

function useDrag(host: RefObject<HTMLElement | null>, move: Move) {
  const last = useRef<Point | null>(null);
  const travelled = useRef(0);
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    last.current = { x: event.clientX, y: event.clientY };
    travelled.current = 0;
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const from = last.current;
    const box = host.current?.getBoundingClientRect();
    if (!from || !box) return;
    const by = { x: (from.x - event.clientX) / box.width, y: (from.y - event.clientY) / box.height };
    travelled.current += Math.hypot(event.clientX - from.x, event.clientY - from.y);
    last.current = { x: event.clientX, y: event.clientY };
    if (travelled.current < CLICK_PX) return;
    // Captured only once it is a drag: a captured press would never become a click on a node.
    event.currentTarget.setPointerCapture(event.pointerId);
    move((old) => panView(old, by));
  };
  const end = (): void => {
    last.current = null;
  };
  return {
    wasDragged: () => travelled.current >= CLICK_PX,
    handlers: { onPointerDown, onPointerMove, onPointerUp: end, onPointerCancel: end },
  };
}
