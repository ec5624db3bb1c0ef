/** Sends the form with the secret after the `#`, and shows the result. Only plain text is put into the page. */
export const pageScript = `
const form = document.forms[0];
const status = document.querySelector('[role=status]');
const labels = JSON.parse(form.dataset.labels);
const secret = () => location.hash.slice(1);
// Opening another link in the same tab changes only the part after the #, without a page load.
const begin = () => {
  form.hidden = !secret();
  status.textContent = secret() ? '' : form.dataset.incomplete;
};
// What is left empty may be left out; a field that may not says so itself.
const given = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value));
const sentence = ({ pointer, detail }) => labels[pointer.slice(1)] + ' ' + detail + '.';
begin();
addEventListener('hashchange', begin);
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = form.querySelector('button');
  button.disabled = true;
  try {
    const answer = await window.fetch(form.dataset.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': document.documentElement.lang },
      body: JSON.stringify({ token: secret(), ...given() }),
    });
    if (answer.ok) {
      form.hidden = true;
      status.textContent = form.dataset.done;
      const shown = document.querySelector('pre');
      if (shown) {
        const link = document.querySelector('a');
        shown.textContent = JSON.stringify(await answer.json(), null, 2);
        link.href = URL.createObjectURL(new Blob([shown.textContent], { type: 'application/json' }));
        link.parentElement.hidden = shown.hidden = false;
      }
      history.replaceState(null, '', location.pathname);
    } else {
      const problem = await answer.json();
      const errors = (problem.errors ?? []).filter(({ pointer }) => labels[pointer.slice(1)]);
      status.textContent = errors.length > 0 ? errors.map(sentence).join(' ') : problem.detail;
    }
  } catch {
    status.textContent = form.dataset.offline;
  } finally {
    button.disabled = false;
  }
});
`;
