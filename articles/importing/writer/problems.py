"""What a job tells of the files and items that were doubtful, and where they stand."""

from articles.html import plain
from articles.importing.record import Problem
from articles.models import ImportItem, ImportProblem

#: Told by the plan: taken back when it is made again.
PLAN = "plan"
_FIELD = ImportProblem._meta.get_field("field").max_length
_PLACE = ImportProblem._meta.get_field("place").max_length
_PATH = ImportProblem._meta.get_field("path").max_length


class Problems:
    """The problems of one job; knows the names of its files."""

    def __init__(self, job):
        self.job = job
        self._names = None

    def of_file(self, name: str, message: str, refused: bool = True, position: int | None = None):
        """A file, or a path, that could not be read."""
        return self._row(position, None, name, Problem("", message, "file", refused))

    def row(self, position: int, number: int | None, problem: Problem, finding: str = ""):
        """A row, not stored yet, about an item, or about a place where there is none."""
        if self._names is None:
            self._names = dict(self.job.files.values_list("position", "name"))
        return self._row(position, number, self._names.get(position, ""), problem, finding)

    def tell(self, item: ImportItem, message: str, field: str = "", refused=False, finding=""):
        """Store a problem of an item, once."""
        row = self.row(
            item.file, item.number, Problem(item.place, message, field, refused), finding
        )
        known = ImportProblem.objects.filter(job=self.job, item=item.number, message=row.message)
        if not known.exists():
            row.save()

    def _row(self, position, number, name, problem, finding=""):
        return ImportProblem(
            job=self.job,
            file=position,
            item=number,
            path=plain(name.encode("utf-8", "replace").decode())[:_PATH],
            place=plain(problem.place)[:_PLACE],
            field=plain(problem.field)[:_FIELD],
            message=plain(problem.message),
            refused=problem.refused,
            finding=finding,
        )
