// Moves and resizes widgets on the 12 columns of a dashboard. The server keeps the places and makes
// room; here a shadow shows where the widget would stand. Arrow keys do the same on the server.
const COLUMNS = 12;

window.nacreBoard = (board) => {
  if (board.nacreBoard) return;
  board.nacreBoard = true;
  board.addEventListener('pointerdown', (down) => {
    const frame = down.target.closest('.nd-widget');
    if (!frame || down.button !== 0 || down.target.closest('vaadin-button')) return;
    const resizing = !!down.target.closest('.nd-resize');
    const [x, y, w, h] = frame.dataset.at.split(' ').map(Number);
    const style = getComputedStyle(board);
    const zoom = board.currentCSSZoom ?? 1;
    const gap = parseFloat(style.columnGap) || 0;
    const column = ((board.clientWidth + gap) * zoom) / COLUMNS;
    const row = ((parseFloat(style.gridAutoRows) || 56) + (parseFloat(style.rowGap) || 0)) * zoom;
    const shadow = document.createElement('div');
    shadow.className = 'nd-board-shadow';
    let moved = false;
    let at = { x, y, w, h };

    const move = (event) => {
      const dx = event.clientX - down.clientX;
      const dy = event.clientY - down.clientY;
      if (!moved && Math.hypot(dx, dy) < 5) return;
      if (!moved) {
        moved = true;
        board.append(shadow);
        frame.classList.add('nd-moving');
        frame.setPointerCapture(event.pointerId);
      }
      const right = Math.round(dx / column);
      const below = Math.round(dy / row);
      at = resizing
        ? { x, y, w: Math.min(COLUMNS - x, Math.max(1, w + right)), h: Math.min(50, Math.max(1, h + below)) }
        : { x: Math.min(COLUMNS - w, Math.max(0, x + right)), y: Math.max(0, y + below), w, h };
      shadow.style.gridColumn = `${at.x + 1} / span ${at.w}`;
      shadow.style.gridRow = `${at.y + 1} / span ${at.h}`;
      if (!resizing) frame.style.transform = `translate(${dx / zoom}px, ${dy / zoom}px)`;
      event.preventDefault();
    };
    const done = () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', done);
      window.removeEventListener('keydown', escape, true);
      shadow.remove();
      frame.classList.remove('nd-moving');
      frame.style.transform = '';
    };
    const up = () => {
      done();
      if (!moved) return;
      // the click that follows a drag selects nothing else
      const quiet = (click) => click.stopPropagation();
      window.addEventListener('click', quiet, { capture: true, once: true });
      setTimeout(() => window.removeEventListener('click', quiet, true), 50);
      if (at.x !== x || at.y !== y || at.w !== w || at.h !== h) {
        board.dispatchEvent(new CustomEvent('widget-placed', { detail: { id: frame.dataset.widgetFrame, ...at } }));
      }
    };
    const escape = (event) => {
      if (event.key === 'Escape') { moved = false; done(); event.stopPropagation(); }
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', done);
    window.addEventListener('keydown', escape, true);
  });
};
