// Each piece of text inside `root` whose contrast with what lies behind it is under `least`: "ratio text".
// Source of the formula: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
(root, least) => {
  const parse = (color) => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return { rgb: [red, green, blue], alpha: alpha / 255 };
  };
  const over = (top, below) => top.rgb.map((value, i) => value * top.alpha + below[i] * (1 - top.alpha));
  const behind = (element) => {
    if (!element) return [255, 255, 255];
    const own = parse(getComputedStyle(element).backgroundColor);
    return own.alpha === 1 ? own.rgb : over(own, behind(element.parentElement));
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((value) => value / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (element) => {
    const back = behind(element);
    const [dark, light] = [luminance(over(parse(getComputedStyle(element).color), back)), luminance(back)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const shown = (element) => element.checkVisibility() && parseFloat(getComputedStyle(element).fontSize) > 0;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const low = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    if (text && element.tagName !== "STYLE" && shown(element) && ratio(element) < least)
      low.push(`${ratio(element).toFixed(2)} ${text.slice(0, 40)}`);
  }
  return low;
}
