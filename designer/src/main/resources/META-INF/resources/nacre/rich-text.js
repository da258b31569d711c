// The buttons beside a place to write formatted text in. The server takes what is written when the
// person leaves the place, and keeps only the marks that can do no harm.
const COMMANDS = {
  bold: () => document.execCommand('bold'),
  italic: () => document.execCommand('italic'),
  bullets: () => document.execCommand('insertUnorderedList'),
  numbers: () => document.execCommand('insertOrderedList'),
  heading: () => {
    const on = document.queryCommandValue('formatBlock').toLowerCase() === 'h2';
    document.execCommand('formatBlock', false, on ? 'p' : 'h2');
  },
  link: (box) => {
    const address = window.prompt(box.dataset.ask, 'https://');
    if (address) document.execCommand('createLink', false, address);
  },
};

window.nacreRichText = (page) => {
  if (page.nacreRichText) return;
  page.nacreRichText = true;
  const box = page.closest('.nacre-rich-input');
  let told = page.innerHTML;
  const tell = () => {
    if (page.innerHTML === told) return;
    told = page.innerHTML;
    page.dispatchEvent(new CustomEvent('nacre-written', { detail: page.innerText.trim() ? told : '' }));
  };
  page.addEventListener('focus', () => {
    told = page.innerHTML;
    document.execCommand('defaultParagraphSeparator', false, 'p');
  });
  page.addEventListener('blur', tell);
  // what other programs put on the clipboard brings their styles along
  page.addEventListener('paste', (event) => {
    event.preventDefault();
    document.execCommand('insertText', false, event.clipboardData.getData('text/plain'));
  });
  box.querySelectorAll('[data-command]').forEach((button) => {
    // the place keeps its selection
    button.addEventListener('mousedown', (event) => event.preventDefault());
    button.addEventListener('click', () => {
      page.focus();
      COMMANDS[button.dataset.command](box);
      tell();
    });
  });
};
