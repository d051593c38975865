"""The encoder with its heads: tags for every word, links between words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812  (torch's own convention)
from training.reader import labels
from transformers import BertConfig, BertModel

from dateline.extract.windows import SHAPES

WEIGHTS = {"chunk:trigger": 5.0, "type": 0.4, "status": 0.3, "background": 0.2, "retelling": 0.2}
"""What a head's loss counts for; 1.5 if it is not named."""

LINK_SIZE = 96
BUCKETS = 9


def distance_bucket(offset: torch.Tensor) -> torch.Tensor:
    """Return signed logarithmic buckets of word distances: 0 to `2 * BUCKETS`."""
    size = torch.log2(offset.abs().float() + 1).round().long().clamp(max=BUCKETS)
    return torch.where(offset < 0, BUCKETS - size, BUCKETS + size)


class Reader(nn.Module):
    """Reads windows of word pieces.

    `forward` returns tag logits of shape (windows, words, logits) and the two sides of
    links, each (windows, words, LINK_SIZE), with their linear parts (…, links).
    """

    def __init__(
        self, encoder: BertModel, aside: Mapping[str, int] | None = None, dropout: float = 0.2
    ) -> None:
        super().__init__()
        size = encoder.config.hidden_size
        self.encoder = encoder
        # The pieces' own vectors stay as pretrained: few of them occur in training.
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.shape = nn.Embedding(len(SHAPES), size)
        nn.init.normal_(self.shape.weight, std=0.02)
        self.dropout = nn.Dropout(dropout)
        self.hidden = nn.Sequential(nn.Linear(size, size), nn.GELU())
        self.tags = nn.Linear(size, sum(labels.HEADS.values()))
        links = len(labels.LINKS)
        self.left = nn.Linear(size, LINK_SIZE)
        self.right = nn.Linear(size, LINK_SIZE)
        self.left_linear = nn.Linear(size, links)
        self.right_linear = nn.Linear(size, links)
        self.kinds = nn.Parameter(torch.randn(links, LINK_SIZE) / LINK_SIZE**0.5)
        # Links are rare: at first, none is believed.
        self.distance = nn.Parameter(torch.full((links, 2 * BUCKETS + 1), -6.0))
        self.aside = nn.ModuleDict(
            {name: nn.Linear(size, classes) for name, classes in (aside or {}).items()}
        )

    def forward(
        self, pieces: torch.Tensor, first: torch.Tensor, shapes: torch.Tensor
    ) -> tuple[torch.Tensor, ...]:
        """Read windows; see the class for what comes back."""
        words = self.words(pieces, first, shapes)
        tagged = self.tags(self.dropout(self.hidden(words)))
        return (
            tagged,
            self.left(words),
            self.right(words),
            self.left_linear(words),
            self.right_linear(words),
        )

    def words(
        self, pieces: torch.Tensor, first: torch.Tensor, shapes: torch.Tensor
    ) -> torch.Tensor:
        """Return the words of windows as the encoder sees them: (windows, words, size)."""
        mask = (pieces != 0).long()
        embedded = self.encoder.embeddings.word_embeddings(pieces)
        spread = self._spread(shapes, first, pieces)
        hidden = self.encoder(inputs_embeds=embedded + spread, attention_mask=mask)[0]
        index = first.unsqueeze(-1).expand(-1, -1, hidden.shape[-1])
        return self.dropout(torch.gather(hidden, 1, index))

    def _spread(
        self, shapes: torch.Tensor, first: torch.Tensor, pieces: torch.Tensor
    ) -> torch.Tensor:
        """Return each word's casing on its first piece, nothing on the others."""
        size = self.shape.weight.shape[1]
        empty = torch.zeros(pieces.shape[0], pieces.shape[1], size)
        index = first.unsqueeze(-1).expand(-1, -1, size)
        return empty.scatter(1, index, self.shape(shapes))

    def link_scores(
        self, outputs: tuple[torch.Tensor, ...], window: int, anchors: torch.Tensor, count: int
    ) -> torch.Tensor:
        """Return link logits of shape (anchors, links, words) for one window."""
        _, left, right, left_linear, right_linear = outputs
        heads = left[window, anchors]
        product = torch.einsum(
            "ad,kd,wd->akw", torch.tanh(heads), self.kinds, torch.tanh(right[window, :count])
        ) * (LINK_SIZE**0.5)
        offsets = torch.arange(count).unsqueeze(0) - anchors.unsqueeze(1)
        far = self.distance[:, distance_bucket(offsets)].transpose(0, 1)
        linear = left_linear[window, anchors].unsqueeze(-1)
        return product + linear + right_linear[window, :count].T.unsqueeze(0) + far


def open_encoder(folder: Path, attention: str = "sdpa") -> BertModel:
    """Return the pretrained encoder in a folder of its weights."""
    config = BertConfig.from_pretrained(folder)
    config._attn_implementation = attention  # noqa: SLF001
    # Dropping attention costs a fifth of a step on a CPU; the hidden layers' own does.
    config.attention_probs_dropout_prob = 0.0
    return BertModel.from_pretrained(folder, config=config, add_pooling_layer=False)


def tag_loss(tagged: torch.Tensor, targets: dict[str, torch.Tensor]) -> torch.Tensor:
    """Return the weighted sum of the cross-entropy of all tag heads; -100 is not counted.

    Finding event words counts most: left alone, what is said of each event (a mean over
    few words) drowns whether there is one (a mean over all words).
    """
    total = torch.zeros(())
    for head, size in labels.HEADS.items():
        logits, wanted = tagged[..., labels.PLACES[head]], targets[head]
        if (wanted >= 0).any():
            total = total + WEIGHTS.get(head, 1.5) * F.cross_entropy(
                logits.reshape(-1, size),
                wanted.reshape(-1),
                ignore_index=-100,
                label_smoothing=0.0 if head.startswith("chunk:") else 0.1,
            )
    return total


def compute_roughly(model: nn.Module) -> None:
    """Let linear layers compute with rounded numbers, as those of the exported model do.

    Weights have seven bits by output, what goes in has eight by batch; gradients pass as
    if nothing were rounded.
    """
    for layer in model.modules():
        if isinstance(layer, nn.Linear):
            layer.forward = partial(_rough_linear, layer)  # type: ignore[method-assign]


def _rough_linear(layer: nn.Linear, given: torch.Tensor) -> torch.Tensor:
    step = layer.weight.detach().abs().amax(1, keepdim=True) / 63 + 1e-12
    weight = layer.weight + ((layer.weight / step).round() * step - layer.weight).detach()
    low, high = given.detach().amin().clamp(max=0), given.detach().amax().clamp(min=0)
    width = (high - low) / 255 + 1e-12
    rough = given + ((given / width).round() * width - given).detach()
    return F.linear(rough, weight, layer.bias)
