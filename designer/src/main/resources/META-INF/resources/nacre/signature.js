// Places to sign in, on the screens and on public forms: drawn with a finger, a pen or a mouse, or
// typed. The picture is told a moment after the last stroke, so that nobody has to say "done".
(() => {
  const REST = 600;

  const prepare = (canvas, typed, clear, tell) => {
    if (canvas.nacreSign) return;
    canvas.nacreSign = true;
    const pen = canvas.getContext('2d');
    let last = null;
    let timer = 0;
    const blank = () => {
      pen.fillStyle = '#fff';
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.fillStyle = pen.strokeStyle = '#12263f';
      pen.lineWidth = 3;
      pen.lineCap = pen.lineJoin = 'round';
    };
    const later = (signed) => {
      clearTimeout(timer);
      timer = setTimeout(() => tell(signed), REST);
    };
    const at = (event) => {
      const box = canvas.getBoundingClientRect();
      return {
        x: ((event.clientX - box.left) * canvas.width) / box.width,
        y: ((event.clientY - box.top) * canvas.height) / box.height,
      };
    };
    blank();
    canvas.style.touchAction = 'none';
    canvas.addEventListener('pointerdown', (event) => {
      canvas.setPointerCapture(event.pointerId);
      clearTimeout(timer);
      last = at(event);
      pen.beginPath();
      pen.arc(last.x, last.y, 1.5, 0, 7);
      pen.fill();
      event.preventDefault();
    });
    canvas.addEventListener('pointermove', (event) => {
      if (!last) return;
      const now = at(event);
      pen.beginPath();
      pen.moveTo(last.x, last.y);
      pen.lineTo(now.x, now.y);
      pen.stroke();
      last = now;
    });
    const end = () => {
      if (!last) return;
      last = null;
      later(true);
    };
    canvas.addEventListener('pointerup', end);
    canvas.addEventListener('pointercancel', end);
    typed?.addEventListener('input', () => {
      blank();
      const name = typed.value.trim();
      let size = 96;
      do {
        size -= 4;
        pen.font = `italic ${size}px cursive, serif`;
      } while (size > 20 && pen.measureText(name).width > canvas.width - 40);
      pen.textBaseline = 'middle';
      pen.fillText(name, 20, canvas.height / 2);
      later(name !== '');
    });
    clear?.addEventListener('click', () => {
      blank();
      if (typed) typed.value = '';
      clearTimeout(timer);
      tell(false);
    });
  };

  window.nacreSign = (canvas) => {
    const pad = canvas.closest('.nacre-pad');
    prepare(canvas, pad.querySelector('[data-typed]'), pad.querySelector('[data-clear]'), (signed) =>
      canvas.dispatchEvent(
        new CustomEvent('nacre-signed', { detail: signed ? canvas.toDataURL('image/png') : '' })));
  };

  // on a public form the picture goes into the input for files, which is there without scripts too
  const onPage = () =>
    document.querySelectorAll('.sign[data-for]').forEach((pad) => {
      const input = document.getElementById(pad.dataset.for);
      const canvas = pad.querySelector('canvas');
      pad.hidden = false;
      input.classList.add('drawn');
      prepare(canvas, pad.querySelector('[data-typed]'), pad.querySelector('[data-clear]'), (signed) => {
        if (!signed) {
          input.value = '';
          return;
        }
        canvas.toBlob((picture) => {
          const files = new DataTransfer();
          files.items.add(new File([picture], 'signature.png', { type: 'image/png' }));
          input.files = files.files;
        }, 'image/png');
      });
    });
  if (document.querySelector('.sign[data-for]')) onPage();
})();
