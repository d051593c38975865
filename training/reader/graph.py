"""The reader's sums for one window, laid out so that few of them are idle.

Gives what `Reader` gives, with less work: queries, keys and values are one product, no
mask is looked up (one window has no padding), the last layer is worked out only for the
pieces on which words begin, and links only for the words that may tell of an event.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812  (torch's own convention)
from training.reader import labels
from training.reader.model import LINK_SIZE, Reader, distance_bucket

from dateline.extract.seen import FAINT
from dateline.extract.windows import MAX_PIECES, SHAPES


class OneWindow(nn.Module):
    """Reads one window.

    Gives tag logits (words, logits), the words that may begin an event word (anchors),
    and the probabilities of their links (anchors, links, words).
    """

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader
        embeddings = reader.encoder.embeddings
        places = embeddings.position_embeddings.weight[:MAX_PIECES]
        self.places = nn.Parameter(places + embeddings.token_type_embeddings.weight[0])
        nothing = torch.zeros(1, places.shape[1])
        self.shapes = nn.Parameter(torch.cat([reader.shape.weight, nothing]))
        self.layers = nn.ModuleList(Layer(layer) for layer in reader.encoder.encoder.layer)

    def forward(
        self, pieces: torch.Tensor, first: torch.Tensor, shapes: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Read pieces (1, pieces) whose words begin at `first` (1, words)."""
        reader, begins = self.reader, first[0]
        words = self._embedded(pieces[0], begins, shapes[0])
        for layer in self.layers[:-1]:
            words = layer(words, words)
        words = self.layers[-1](words[begins], words)
        tagged = reader.tags(reader.hidden(words))
        anchors = self._anchors(tagged)
        heads = words[anchors]
        left = torch.tanh(reader.left(heads)).unsqueeze(1) * reader.kinds * LINK_SIZE**0.5
        scores = torch.matmul(left, torch.tanh(reader.right(words)).T)
        scores = scores + reader.left_linear(heads).unsqueeze(-1)
        scores = scores + reader.right_linear(words).T
        far = torch.arange(begins.shape[0]).unsqueeze(0) - anchors.unsqueeze(1)
        far = reader.distance.T[distance_bucket(far)].permute(0, 2, 1)
        return tagged, anchors, torch.sigmoid(scores + far)

    def _embedded(
        self, pieces: torch.Tensor, begins: torch.Tensor, shapes: torch.Tensor
    ) -> torch.Tensor:
        """Return the pieces' vectors; a word's casing stands on its first piece."""
        embeddings = self.reader.encoder.embeddings
        known = torch.full_like(pieces, len(SHAPES)).scatter(0, begins, shapes)
        places = self.places[: pieces.shape[0]]
        summed = embeddings.word_embeddings(pieces) + self.shapes[known] + places
        return embeddings.LayerNorm(summed)

    @staticmethod
    def _anchors(tagged: torch.Tensor) -> torch.Tensor:
        """Return the words that a reader will take for candidate event words, or nearly."""
        told = 1 - torch.softmax(tagged[:, labels.PLACES["chunk:trigger"]], -1)[:, 0]
        # Sums differ in the last digits, here and there: half of it is far enough.
        return torch.nonzero(told >= FAINT / 2).squeeze(1)


class Layer(nn.Module):
    """One layer of the encoder over a window, for some of its pieces."""

    def __init__(self, layer: nn.Module) -> None:
        super().__init__()
        self.layer = layer
        inner = layer.attention.self
        self.heads = inner.num_attention_heads
        scale = inner.attention_head_size**-0.5
        self.query = joined([(inner.query, scale)])
        self.keys = joined([(inner.key, 1.0), (inner.value, 1.0)])
        self.all = joined([(inner.query, scale), (inner.key, 1.0), (inner.value, 1.0)])

    def forward(self, asking: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
        """Return what pieces that ask (asking, size) are, next to all (pieces, size)."""
        if asking is words:
            query, key, value = self._parts(self.all(words), 3)
        else:
            (query,) = self._parts(self.query(asking), 1)
            key, value = self._parts(self.keys(words), 2)
        shares = torch.softmax(torch.matmul(query, key.transpose(-1, -2)), -1)
        context = torch.matmul(shares, value).permute(1, 0, 2).reshape(asking.shape)
        output = self.layer.attention.output
        met = output.LayerNorm(output.dense(context) + asking)
        # By the hyperbolic tangent it costs two thirds, and differs by less than 8 bits do.
        grown = F.gelu(self.layer.intermediate.dense(met), approximate="tanh")
        return self.layer.output.LayerNorm(self.layer.output.dense(grown) + met)

    def _parts(self, projected: torch.Tensor, count: int) -> tuple[torch.Tensor, ...]:
        """Return products of one matrix as `count` tensors (heads, pieces, head size)."""
        parted = projected.reshape(projected.shape[0], count * self.heads, -1)
        return torch.chunk(parted.permute(1, 0, 2), count, 0)


def joined(parts: list[tuple[nn.Linear, float]]) -> nn.Linear:
    """Return layers as one, side by side, each multiplied by a number."""
    weight = torch.cat([part.weight * scale for part, scale in parts])
    both = nn.Linear(weight.shape[1], weight.shape[0])
    both.weight = nn.Parameter(weight)
    both.bias = nn.Parameter(torch.cat([part.bias * scale for part, scale in parts]))
    return both
