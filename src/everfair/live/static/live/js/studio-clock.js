/** A worker that ticks: timers of a page in the background are slowed down, those of a worker are not. */

onmessage = (event) => {
  setInterval(() => postMessage(null), event.data);
};
