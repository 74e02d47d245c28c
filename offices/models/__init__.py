from offices.models.places import Area, Category, Office
from offices.models.posts import Post
from offices.models.settings import Setting

__all__ = ("Area", "Category", "Office", "Post", "Setting")
