// Scanning a code with the camera, on the screens and on public forms: the live picture in a window
// that closes at the first code. Where the browser can't read codes, or has no camera, nothing here
// stands in the way of taking a photo, which the server reads.
(() => {
  const PAUSE = 120;

  const able = () =>
    window.isSecureContext && 'BarcodeDetector' in window && !!navigator.mediaDevices?.getUserMedia;

  /** The kinds of code to look for that this browser can read; none when it reads none of them. */
  const readable = async (wanted) => {
    const known = await window.BarcodeDetector.getSupportedFormats();
    return wanted ? known.filter((format) => format === wanted) : known;
  };

  const element = (name, attributes, text) => {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    if (text) made.textContent = text;
    return made;
  };

  /** Looks until there is a code, or whoever scans has enough of it. */
  const look = async (words, wanted, found, photo) => {
    const frame = element('dialog', { class: 'nacre-scan', 'aria-label': words.title });
    const video = element('video', { autoplay: '', playsinline: '', muted: '' });
    const told = element('p', { role: 'status' }, words.aim);
    const instead = element('button', { type: 'button', 'data-photo': '' }, words.photo);
    const cancel = element('button', { type: 'button', 'data-cancel': '' }, words.cancel);
    const below = element('div', { class: 'below' });
    below.append(instead, cancel);
    frame.append(video, told, below);
    video.muted = true;
    let stream = null;
    let open = true;
    const close = () => frame.close();
    frame.addEventListener('close', () => {
      open = false;
      stream?.getTracks().forEach((track) => track.stop());
      frame.remove();
    });
    cancel.addEventListener('click', close);
    instead.addEventListener('click', () => {
      close();
      photo();
    });
    // what happens in the window isn't meant for the form below
    ['keydown', 'click', 'pointerdown'].forEach((kind) =>
      frame.addEventListener(kind, (event) => event.stopPropagation()));
    document.body.append(frame);
    frame.showModal();
    try {
      const formats = await readable(wanted);
      if (!formats.length) throw new Error('no such codes');
      const detector = new window.BarcodeDetector({ formats });
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      if (!open) {
        stream.getTracks().forEach((track) => track.stop());
        return;
      }
      video.srcObject = stream;
      await video.play();
      const next = async () => {
        if (!open) return;
        const codes = await detector.detect(video).catch(() => []);
        const says = codes.map((code) => code.rawValue.trim()).find((text) => text);
        if (open && says) {
          navigator.vibrate?.(60);
          close();
          found(says);
        } else {
          setTimeout(next, PAUSE);
        }
      };
      next();
    } catch (problem) {
      video.hidden = true;
      told.textContent = words.none;
      instead.focus();
    }
  };

  // the way to a photo stays as it is; only where the camera can do better it is asked first
  window.nacreScan = (way, words, wanted) => {
    if (way.nacreScan || !able()) return;
    way.nacreScan = true;
    let photo = false;
    const first = (event) => {
      if (photo || way.disabled) return;
      event.stopPropagation();
      if (event.type !== 'click') return;
      look(
        words,
        wanted,
        (says) => way.dispatchEvent(new CustomEvent('nacre-scanned', { detail: says })),
        () => {
          photo = true;
          way.querySelector('vaadin-button').click();
          photo = false;
        });
    };
    way.addEventListener('click', first, true);
    way.addEventListener('touchend', first, true);
  };

  // on a public form the photo is sent along, which needs no script; the button is for the camera
  const onPage = () =>
    document.querySelectorAll('button[data-scan]').forEach((button) => {
      if (!able()) return;
      const into = document.getElementById(button.dataset.scan);
      const photo = document.getElementById(button.dataset.photoInput);
      button.hidden = false;
      button.addEventListener('click', () =>
        look(
          button.dataset,
          button.dataset.format,
          (says) => {
            into.value = says;
            into.focus();
          },
          () => photo.click()));
    });
  onPage();
})();
