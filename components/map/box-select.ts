type Point = { x: number; y: number };

const SMALLEST_PX = 6;
const CLICK_MS = 80;

/** Lets a box be drawn on `surface`: by dragging with Shift, or by any drag while its mode is on. */
export const watchBox = ({
  surface,
  onBox,
}: {
  surface: HTMLElement;
  onBox: (from: Point, to: Point) => void;
}) => {
  let isOn = false;
  let from: Point | null = null;
  let frame: HTMLElement | null = null;

  const pointOf = (event: PointerEvent): Point => {
    const { left, top } = surface.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0 || !(isOn || event.shiftKey)) return;
    swallow(event);
    from = pointOf(event);
    frame = document.createElement("div");
    frame.className = "pointer-events-none absolute z-10 border-2 border-accent bg-accent/15";
    surface.append(frame);
    surface.setPointerCapture(event.pointerId);
  };
  const onMove = (event: PointerEvent) => {
    if (from === null || frame === null) return;
    swallow(event);
    const to = pointOf(event);
    frame.style.left = `${Math.min(from.x, to.x)}px`;
    frame.style.top = `${Math.min(from.y, to.y)}px`;
    frame.style.width = `${Math.abs(from.x - to.x)}px`;
    frame.style.height = `${Math.abs(from.y - to.y)}px`;
  };
  const onUp = (event: PointerEvent) => {
    if (from === null) return;
    swallow(event);
    const [start, to] = [from, pointOf(event)];
    from = null;
    frame?.remove();
    frame = null;
    // The click that ends a drag is no pick.
    surface.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => surface.removeEventListener("click", swallow, options), CLICK_MS);
    if (Math.abs(start.x - to.x) > SMALLEST_PX && Math.abs(start.y - to.y) > SMALLEST_PX) onBox(start, to);
  };
  // The map listens to mouse and touch events of the same drag: they must not reach it.
  const onMouse = (event: Event) => {
    if (from !== null || (event.type === "mousedown" && (isOn || (event as MouseEvent).shiftKey)))
      swallow(event);
  };
  const options = { capture: true };
  const mouse = ["mousedown", "touchstart", "touchmove"] as const;
  surface.addEventListener("pointerdown", onDown, options);
  surface.addEventListener("pointermove", onMove, options);
  surface.addEventListener("pointerup", onUp, options);
  surface.addEventListener("pointercancel", onUp, options);
  for (const name of mouse) surface.addEventListener(name, onMouse, { capture: true, passive: false });
  return {
    /** Turns the mode on or off in which every drag draws a box. */
    setMode(next: boolean): void {
      isOn = next;
      surface.style.touchAction = next ? "none" : "";
    },
    stop(): void {
      surface.removeEventListener("pointerdown", onDown, options);
      surface.removeEventListener("pointermove", onMove, options);
      surface.removeEventListener("pointerup", onUp, options);
      surface.removeEventListener("pointercancel", onUp, options);
      for (const name of mouse) surface.removeEventListener(name, onMouse, options);
    },
  };
};
