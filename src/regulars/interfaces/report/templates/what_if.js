(() => {
  const form = document.getElementById('what-if');
  if (!form) return;
  const whole = (x) => Math.floor(x + 0.5);
  const said = (x) => whole(x).toLocaleString('en-US');
  const say = (name, text) => { document.getElementById('what-if-' + name).textContent = text; };
  const settle = () => {
    const choice = form.odds.selectedOptions[0];
    const place = form.odds.selectedIndex;
    const came = whole(100 * Number(form.dataset.came));
    const earned = Math.min(whole(100 * Number(choice.dataset.low)), came);
    const resting = Math.max(came - Math.max(whole(100 * Number(choice.dataset.high)), earned), 0);
    say('earned', String(earned));
    say('resting', String(resting));
    say('open', String(came - earned - resting));
    for (const slider of form.querySelectorAll('input[type=range]')) {
      const goes = Number(slider.value) / 100;
      const [lows, highs] = [slider.dataset.lows, slider.dataset.highs].map((s) => s.split(' ').map(Number));
      say(slider.name + '-goes', slider.value);
      say(slider.name + '-customers', said(goes * Number(slider.dataset.customers)));
      say(slider.name + '-band', said(goes * lows[place]) + '–' + said(goes * highs[place]));
      if (slider.dataset.money) say(slider.name + '-money', said(goes * Number(slider.dataset.money)));
    }
  };
  form.addEventListener('input', settle);
  form.addEventListener('submit', (event) => event.preventDefault());
})();
